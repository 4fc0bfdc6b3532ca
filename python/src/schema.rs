//! The columns of each kind of record: the fields of the program's files, by the same names.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};

fn field(name: &str, kind: DataType) -> Field {
    Field::new(name, kind, true)
}

fn text(name: &str) -> Field {
    field(name, DataType::Utf8)
}

fn real(name: &str) -> Field {
    field(name, DataType::Float64)
}

fn count(name: &str) -> Field {
    field(name, DataType::UInt64)
}

fn texts(name: &str) -> Field {
    list(name, DataType::Utf8)
}

fn list(name: &str, element: DataType) -> Field {
    field(name, DataType::List(Arc::new(field("item", element))))
}

fn fields(fields: impl IntoIterator<Item = Field>) -> DataType {
    DataType::Struct(fields.into_iter().collect::<Fields>())
}

fn schema(fields: impl IntoIterator<Item = Field>) -> SchemaRef {
    Arc::new(Schema::new(fields.into_iter().collect::<Fields>()))
}

fn tie() -> DataType {
    fields([
        text("to"),
        text("kind"),
        real("resemblance"),
        real("containment"),
        real("containment_back"),
    ])
}

fn quote() -> DataType {
    fields([
        text("article"),
        text("field"),
        count("start"),
        count("end"),
        text("text"),
    ])
}

fn evidence(name: &str) -> Field {
    let one = fields([
        text("signal"),
        text("detail"),
        real("weight"),
        list("quotes", quote()),
    ]);
    list(name, one)
}

fn cohesion() -> Field {
    let one = fields([
        real("min"),
        real("mean"),
        texts("weakest"),
        texts("bridges"),
    ]);
    field("cohesion", one)
}

/// Of [`samestory::detection::Membership`].
pub(crate) fn memberships() -> SchemaRef {
    schema([
        text("id"),
        text("family"),
        text("event"),
        text("storyline"),
        text("role"),
        text("lead"),
        field("relation", tie()),
        real("score"),
        real("storyline_score"),
        real("margin"),
        texts("flags"),
    ])
}

/// Of [`samestory::detection::Pair`].
pub(crate) fn pairs() -> SchemaRef {
    schema([
        text("a"),
        text("b"),
        text("relation"),
        real("resemblance"),
        real("containment"),
        real("containment_back"),
        real("event_score"),
        real("storyline_score"),
        field("explained", DataType::Boolean),
        evidence("for"),
        evidence("against"),
    ])
}

/// Of [`samestory::detection::Family`].
pub(crate) fn families() -> SchemaRef {
    schema([text("family"), text("lead"), texts("members"), cohesion()])
}

/// Of [`samestory::detection::Event`].
pub(crate) fn events() -> SchemaRef {
    let date = fields([
        text("from"),
        text("to"),
        real("confidence"),
        field("quote", quote()),
    ]);
    let value = fields([text("value"), texts("articles"), field("quote", quote())]);
    let conflict = fields([text("field"), list("values", value)]);
    let capped = fields([count("families"), count("statements"), count("conflicts")]);
    schema([
        text("event"),
        text("storyline"),
        text("title"),
        text("lead"),
        texts("members"),
        count("families"),
        texts("sources"),
        text("first_published"),
        text("last_published"),
        field("event_date", date),
        texts("terms"),
        cohesion(),
        list("conflicts", conflict),
        field("conflicts_capped", capped),
    ])
}

/// Of [`samestory::detection::Storyline`].
pub(crate) fn storylines() -> SchemaRef {
    let follows = fields([text("event"), text("follows"), real("score")]);
    schema([
        text("storyline"),
        text("title"),
        texts("events"),
        count("articles"),
        texts("terms"),
        text("first_published"),
        text("last_published"),
        list("follows", follows),
    ])
}

/// Of [`samestory_cli::write::Removal`].
pub(crate) fn removals() -> SchemaRef {
    schema([
        text("id"),
        text("kept"),
        text("kept_in"),
        text("by"),
        text("group"),
        field("relation", tie()),
        real("score"),
        texts("why"),
    ])
}

/// Of [`samestory_cli::read::Problem`].
pub(crate) fn problems() -> SchemaRef {
    schema([
        text("path"),
        count("record"),
        text("reason"),
        text("repair"),
    ])
}

/// Of [`samestory::Article`].
pub(crate) fn articles() -> SchemaRef {
    schema([
        text("id"),
        text("title"),
        text("text"),
        text("published"),
        text("source"),
        text("url"),
        text("lang"),
        text("author"),
    ])
}
