//! The web server of the preview. What it says is read from the state that is live when it is asked; it changes nothing.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{self, Request};
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{StatusCode, Uri};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::serve::ListenerExt;
use tokio::sync::watch;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;
use tokio_util::io::ReaderStream;

use super::guard::{Head, refusal};
use super::kept::Kept;
use super::live::State;
use super::overlay::{self, ABOUT, About, EVENTS, Notice};
use super::route::{Route, route};
use crate::edition::Edition;
use crate::site::plan::Page;
use crate::site::render::Content;
use crate::text::diagnostics::{Diagnostic, Place};
use crate::text::source::open_regular;
use crate::text::tell::{Language, Teller};

/// How long a request waits for a reading when a source is not what it was at the last one.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often an idle stream is tried, so that those whose browsers have gone are given up.
const PULSE: Duration = Duration::from_secs(20);
/// How much of a large file goes out at once.
const PIECE: usize = 64 * 1024;
const SAME_SITE_ONLY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// What all requests share.
#[derive(Debug)]
pub struct Server {
    /// Where it listens.
    pub bound: SocketAddr,
    /// What is served.
    pub states: watch::Receiver<Arc<State>>,
    /// The language of what it says itself.
    pub language: Language,
    /// The pages that were looked at last.
    pub kept: Kept,
    /// Where to say why a page that was asked for cannot be made.
    pub complaints: Sender<Diagnostic>,
}

/// Serves for ever.
///
/// # Errors
/// If the system takes the listener away.
pub async fn serve(listener: tokio::net::TcpListener, server: Server) -> io::Result<()> {
    // Without it the system holds back small answers; if it cannot be had they come a little later.
    let listener = listener.tap_io(|stream| stream.set_nodelay(true).unwrap_or(()));
    let router = Router::new().fallback(answer).with_state(Arc::new(server));
    axum::serve(listener, router).await
}

async fn answer(extract::State(server): extract::State<Arc<Server>>, request: Request) -> Response {
    let mut response = respond(server, request).await;
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(SAME_SITE_ONLY, HeaderValue::from_static("same-origin"));
    response
}

async fn respond(server: Arc<Server>, request: Request) -> Response {
    let path = request.uri().path();
    let head = Head { method: request.method(), uri: request.uri(), headers: request.headers() };
    match refusal(server.bound, &head, path == EVENTS) {
        Some(StatusCode::METHOD_NOT_ALLOWED) => (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD")]).into_response(),
        Some(status) => status.into_response(),
        None if path == EVENTS => events(&server),
        None => match (overlay::own(path), path.strip_prefix(ABOUT).filter(|path| path.starts_with('/'))) {
            (Some(own), _) => ([(CONTENT_TYPE, own.kind)], own.text).into_response(),
            (None, Some(path)) => about(server, path).await,
            (None, None) => page(server, request.uri()).await,
        },
    }
}

/// A stream that tells of every reading, the last one first.
fn events(server: &Server) -> Response {
    let states = WatchStream::new(server.states.clone());
    let events = states.map(|state| Ok::<_, std::convert::Infallible>(Event::default().data(&state.news)));
    Sse::new(events).keep_alive(KeepAlive::new().interval(PULSE)).into_response()
}

async fn page(server: Arc<Server>, uri: &Uri) -> Response {
    match look_up(server, uri.path()).await {
        (state, Found::Page(page)) => {
            let body = overlay::dress(&page.bytes, &page.about(&state, &overlay::content(&page.bytes)));
            (page.status, [(CONTENT_TYPE, "text/html; charset=utf-8")], body).into_response()
        }
        (_, Found::Folder(folder)) => {
            let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
            (StatusCode::MOVED_PERMANENTLY, [(LOCATION, folder + &query)]).into_response()
        }
        (_, Found::Other(response)) => response,
    }
}

/// What a page that is being looked at is told about itself, so that it need not be loaded again to find that it is the same.
async fn about(server: Arc<Server>, path: &str) -> Response {
    match look_up(server, path).await {
        (state, Found::Page(page)) => {
            let about = page.about(&state, &overlay::content(&page.bytes)).json();
            ([(CONTENT_TYPE, "application/json; charset=utf-8")], about).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// What stands at an address.
enum Found {
    /// A page that takes the script.
    Page(Shown),
    /// A folder's address without its last slash: where to go instead.
    Folder(String),
    /// Something else, as it is.
    Other(Response),
}

/// A page as it is shown.
struct Shown {
    bytes: Bytes,
    status: StatusCode,
    /// Why it is not as its author wants it.
    overlay: Notice,
    /// What was found in its source.
    panel: Notice,
}

impl Shown {
    fn about<'a>(&'a self, state: &'a State, content: &'a str) -> About<'a> {
        let State { version, copies, styles, .. } = state;
        About { version, copies, styles, content, overlay: &self.overlay, panel: &self.panel }
    }
}

/// What stands at an address, and the state in which it does.
async fn look_up(server: Arc<Server>, path: &str) -> (Arc<State>, Found) {
    let mut states = server.states.clone();
    let state = Arc::clone(&states.borrow_and_update());
    match make(&server, &state, path).await {
        Ok(found) => (state, found),
        // A text has just been saved, and the reading of it is under way.
        Err(finding) if finding.code != "template" && !state.is_old => {
            // Whether it came or not, what there is now is all there is.
            drop(tokio::time::timeout(PATIENCE, states.changed()).await);
            let state = Arc::clone(&states.borrow());
            let found = make(&server, &state, path).await;
            let found = found.unwrap_or_else(|finding| Found::Page(makeshift(&server, &state, path, finding)));
            (state, found)
        }
        Err(finding) => {
            let page = makeshift(&server, &state, path, finding);
            (state, Found::Page(page))
        }
    }
}

/// Makes what an address asks for, on a thread where that may take its time.
async fn make(server: &Arc<Server>, state: &Arc<State>, path: &str) -> Result<Found, Diagnostic> {
    let (server, state, path) = (Arc::clone(server), Arc::clone(state), path.to_owned());
    let made = tokio::task::spawn_blocking(move || make_now(&server, &state, &path)).await;
    made.unwrap_or_else(|_| Ok(Found::Other(StatusCode::INTERNAL_SERVER_ERROR.into_response())))
}

fn make_now(server: &Server, state: &State, path: &str) -> Result<Found, Diagnostic> {
    let Some(edition) = &state.edition else {
        return Ok(Found::Page(bare(server, state.notice.clone())));
    };
    match route(edition, path) {
        Route::Page(page) => content(server, state, edition, page, StatusCode::OK),
        Route::Nowhere => content(server, state, edition, Page::NotFound, StatusCode::NOT_FOUND),
        Route::Folder(folder) => Ok(Found::Folder(folder)),
    }
}

/// A page, to be shown with the script if it is one that has a head. As long as the edition is the same, so is a page without a text of an
/// author's.
fn content(server: &Server, state: &State, edition: &Edition, page: Page, status: StatusCode) -> Result<Found, Diagnostic> {
    let file = edition.file(page);
    let kind = kind(&file);
    let show = |bytes: Bytes| {
        server.kept.keep(&file, &state.made, bytes.clone());
        Found::Page(Shown { bytes, status, overlay: state.notice.clone(), panel: panel(server, state, edition, page) })
    };
    if let Some(bytes) = server.kept.find_of(&file, &state.made).filter(|_| !edition.has_text(page)) {
        return Ok(show(bytes));
    }
    let unreadable = |error: io::Error| Diagnostic::error("unreadable", Place::file(file.as_str())).with("reason", error);
    match edition.render(page)? {
        Content::Bytes(bytes) if page.is_markup() => Ok(show(bytes.into())),
        Content::Bytes(bytes) => Ok(Found::Other(([(CONTENT_TYPE, kind)], bytes).into_response())),
        Content::Year(year, format) => {
            let mut bytes = Vec::new();
            edition.write_year(year, format, &mut bytes).map_err(unreadable)?;
            Ok(Found::Other(([(CONTENT_TYPE, kind)], bytes).into_response()))
        }
        Content::Copy(path) => {
            let opened = open_regular(&path).and_then(|opened| Ok((opened.metadata()?.len(), opened)));
            let (length, opened) = opened.map_err(unreadable)?;
            let body = Body::from_stream(ReaderStream::with_capacity(tokio::fs::File::from_std(opened), PIECE));
            Ok(Found::Other(([(CONTENT_TYPE, kind), (CONTENT_LENGTH, length.to_string())], body).into_response()))
        }
    }
}

/// What is shown instead of a page that cannot be made, and always why: the page of its text as it was read, or as it was looked at last.
fn makeshift(server: &Server, state: &State, path: &str, finding: Diagnostic) -> Shown {
    let overlay = match state.is_old {
        true => state.notice.clone(),
        false => Notice::of_errors(&Teller::new(server.language, false), &[&finding]),
    };
    // Of everything else the next reading tells. Nobody listens any more when the preview ends.
    if finding.code == "template" {
        server.complaints.send(finding).unwrap_or(());
    }
    let wanted = state.edition.as_ref().and_then(|edition| match route(edition, path) {
        Route::Page(page) => Some((edition, page, StatusCode::OK)),
        Route::Nowhere => Some((edition, Page::NotFound, StatusCode::NOT_FOUND)),
        Route::Folder(_) => None,
    });
    let older = wanted.and_then(|(edition, page, status)| {
        let bytes = as_read(edition, page).or_else(|| server.kept.find(&edition.file(page)))?;
        Some(Shown { bytes, status, overlay: overlay.clone(), panel: Notice::default() })
    });
    older.unwrap_or_else(|| bare(server, overlay))
}

/// A page of its text as it was read, if that is kept and can be printed.
fn as_read(edition: &Edition, page: Page) -> Option<Bytes> {
    match edition.render_as_read(page)? {
        Ok(Content::Bytes(bytes)) => Some(Bytes::from(bytes)),
        Ok(Content::Copy(_) | Content::Year(..)) | Err(_) => None,
    }
}

fn bare(server: &Server, overlay: Notice) -> Shown {
    let page = overlay::bare_page(server.language, &Teller::new(server.language, false), &overlay);
    Shown { bytes: Bytes::from(page), status: StatusCode::SERVICE_UNAVAILABLE, overlay, panel: Notice::default() }
}

/// What was found in the text that a page is made of.
fn panel(server: &Server, state: &State, edition: &Edition, page: Page) -> Notice {
    // Errors of reading stand above the page already.
    if state.is_old {
        return Notice::default();
    }
    let read = edition.source_of(page).map(|source| state.findings.about(&source)).unwrap_or_default();
    let checked = edition.check_page(page);
    let found: Vec<&Diagnostic> = read.into_iter().chain(checked.sorted()).collect();
    Notice::of_page(&Teller::new(server.language, false), &found)
}

/// A file's type; all text is UTF-8.
fn kind(file: &str) -> String {
    let guess = mime_guess::from_path(file).first_or_octet_stream();
    let is_text = guess.type_() == "text" || matches!(guess.subtype().as_str(), "json" | "javascript" | "xml" | "svg");
    if is_text { format!("{}; charset=utf-8", guess.essence_str()) } else { guess.essence_str().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_those_of_the_names() {
        for (file, wanted) in [
            ("index.html", "text/html; charset=utf-8"),
            ("a/figures.csv", "text/csv; charset=utf-8"),
            ("a/figures.json", "application/json; charset=utf-8"),
            ("feed.xml", "text/xml; charset=utf-8"),
            ("robots.txt", "text/plain; charset=utf-8"),
            ("assets/gongkai.css", "text/css; charset=utf-8"),
            ("assets/icon.svg", "image/svg+xml; charset=utf-8"),
            ("附件.pdf", "application/pdf"),
            ("附件.DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            ("附件", "application/octet-stream"),
        ] {
            assert_eq!(kind(file), wanted, "{file}");
        }
    }
}
