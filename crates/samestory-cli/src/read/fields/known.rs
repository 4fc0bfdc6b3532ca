//! The names under which newsrooms, news interfaces, crawlers and feed readers keep the fields of an
//! article.
//!
//! Sources: JSON Feed, RSS and Atom modules, schema.org, ninjs, the interfaces of newspapers and
//! news services, the exports of scrapers, feed readers and web archives.

use super::Field;

/// The usual names of a field, best first, in two groups: names that mean this field and nothing
/// else, and names that are taken where none of those holds anything.
///
/// Spaces part the names. Steps into objects have dots, the names that differ only in case, hyphens, underscores and
/// spaces are one.
pub(super) fn names(field: Field) -> (&'static str, &'static str) {
    match field {
        Field::Id => (
            "id _id uri guid article_id doc_id uuid",
            "@id docid document_id story_id item_id post_id news_id nid guid.#text guid.$text \
             guid.value guid._ id.#text",
        ),
        Field::Title => (
            "title headline title.rendered headline.main",
            "web_title headlines.value article_title story_title news_title title.#text \
             title.$text title.value title.content title.text title._ headline.value headline.text \
             headline.default title_text hed head fields.headline dc:title og:title display_title \
             short_title name.title subject",
        ),
        // Names of summaries, which are less than the article, come last.
        Field::Text => (
            "text body content article body_text articleBody maintext full_text content.rendered",
            "content_text content_html content:encoded content_encoded encoded content.value \
             content.content content.encoded content.text content.#text content.$text \
             content.html content.body body.value body.text body.content body.html body.#text \
             body_html body_xhtml bodies.value text.value text.#text text.content text.paragraphs \
             article.text article.body article.content article_text article_content story_text \
             story_body news_text news_content post_content post_text fields.body_text \
             fields.body main_text main_content plain_text text_content full_content clean_text \
             cleaned_text raw_text raw_content page_content html_content content_body paragraphs \
             contents story html summary description abstract lead lead_paragraph lede teaser \
             standfirst snippet content_snippet excerpt excerpt.rendered summary.content \
             summary.value summary.#text description.#text description.value description.content \
             summary_detail.value fields.trail_text trail_text introduction intro synopsis dek \
             blurb short_description meta_description media:description dc:description",
        ),
        Field::Date => (
            "published date pubDate publish_date published_at date_published publication_date \
             date_publish version_created timestamp",
            "web_publication_date published_on published_date published_time publish_time \
             publish_at publication_time published_timestamp pub_time pub_timestamp datetime \
             date_time iso_date article:published_time article_date news_date story_date \
             post_date date_posted posted_at posted_on posted post_time release_date released_at \
             first_published first_publication_date first_created first_version_date issued \
             date_issued dc:date dcterms:issued dcterms:created created_at created date_created \
             created_on created_time creation_date creation_time created_utc seen_date date_seen \
             first_seen time updated updated_at date_updated last_updated modified modified_at \
             date_modified last_modified dcterms:modified @timestamp ts day",
        ),
        Field::Source => (
            "source domain publisher source.name publisher.name site_name source_domain outlet",
            "source.title source.#text source.$text source_name source_title provider \
             provider.name provider.literal publisher_name outlet.name outlet_name media_name \
             media.name newspaper publication publication.name publication_name news_source \
             news_site news_outlet channel feed.title feed.name feed_title feed_name feed \
             origin.title site site.name website site_title host hostname source_host \
             source_common_name source_id brand agency dc:publisher og:site_name source.id \
             source.domain publisher.id",
        ),
        Field::Url => (
            "url link href web_url",
            "canonical_url canonical permalink article_url story_url page_url source_link \
             document_identifier url_full full_url share_url short_url external_url original_url \
             target_uri warc_target_uri link.href link.@href link.#text links.href alternate.href \
             canonical.href url.#text main_entity_of_page main_entity_of_page.@id \
             feedburner:origlink og:url loc address",
        ),
        Field::Lang => (
            "lang language",
            "in_language language_code lang_code locale xml:lang @language dc:language \
             detected_language language.code language.name lang.code source_language iso_language \
             og:locale",
        ),
        Field::TextType => ("text_type", "text_type"),
        Field::Author => (
            "author authors byline by_line creator dc:creator author.name authors.name",
            "creator.name author_name author_names author.display_name authors.display_name \
             author.full_name author.#text author.$text author.value author.title authors.title \
             byline.original byline.name bylines bylines.name fields.byline byline_text writer \
             writers reporter journalist written_by article:author dc:author itunes:author \
             person.name author.email author.uri author.url",
        ),
    }
}

/// Objects around an article's own fields, in documents of search engines, data bases and interfaces.
pub(super) const WRAPPERS: &[&str] = &[
    "_source",
    "attributes",
    "fields",
    "article",
    "item",
    "document",
    "doc",
    "data",
    "record",
    "properties",
    "node",
    "story",
    "post",
    "meta",
    "metadata",
];
