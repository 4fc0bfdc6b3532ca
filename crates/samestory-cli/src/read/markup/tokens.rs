//! The tokens of HTML, as far as texts are made of them.

use std::convert::Infallible;

use html5gum::emitters::ForwardingEmitter;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, Span, Tokenizer};

/// Hands every token of a text to `take`, words between two tags as one.
pub(super) fn each(html: &str, mut take: impl FnMut(CallbackEvent<'_>)) {
    let mut emitter = CallbackEmitter::new(
        |event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
            take(event);
            None
        },
    );
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(html, Quiet(emitter)).finish();
}

/// Asks for no errors of the text: looking for them takes longer than all the rest.
struct Quiet<E>(E);

impl<E: Emitter> ForwardingEmitter for Quiet<E> {
    type Token = E::Token;

    fn inner(&mut self) -> &mut impl Emitter<Token = Self::Token> {
        &mut self.0
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }
}
