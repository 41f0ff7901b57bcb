// The preview's part of a page: reloads it when it has changed, keeps the place, and shows what was found above it. The page works without.

(() => {
  const page = JSON.parse(document.currentScript.dataset.page);
  const PLACE = 'gongkai-place';
  let version = page.version;
  let styles = page.styles;
  let style = '';
  let shown = page.overlay;
  let isPutAway = false;
  let isOpen = false;
  let host = null;
  let looks = 0;

  // A frame has the policy that the page has when it is made. Here, and not later: below, one of the page's own may be in force, which
  // forbids to listen; it should stay as it is, so the frame listens in the page's stead.
  const frame = document.createElement('iframe');
  let stream = null;
  frame.hidden = true;
  frame.onload = async () => {
    listen();
    const answer = await frame.contentWindow.fetch(new URL('/.gongkai/overlay.css', location));
    style = await answer.text();
    draw();
  };
  document.documentElement.append(frame);

  /** Listens while the page is seen; browsers allow a server few connections at a time. */
  function listen() {
    stream?.close();
    stream = null;
    if (document.visibilityState === 'hidden') return;
    stream = new frame.contentWindow.EventSource(new URL('/.gongkai/events', location));
    stream.onmessage = (event) => hear(JSON.parse(event.data));
  }

  function hear(news) {
    if (news.copies !== page.copies) return reload();
    if (news.styles !== styles) {
      styles = news.styles;
      exchangeStyles();
    }
    if (news.version !== version) {
      version = news.version;
      isPutAway = false;
      look();
    }
    if (news.overlay.told.length > 0) shown = news.overlay;
    draw();
  }

  /** Asks what has become of this page. It is loaded again only if it is another one now. */
  async function look() {
    const mine = ++looks;
    const answer = await frame.contentWindow.fetch(new URL(`/.gongkai/about${location.pathname}`, location)).catch(() => null);
    // The preview has ended; when there is one again, its first event says so.
    if (!answer) return;
    const now = answer.ok ? await answer.json() : null;
    // Something newer has been heard of meanwhile, and is being asked for.
    if (mine !== looks) return;
    if (now?.content !== page.content || now.copies !== page.copies) return reload();
    page.panel = now.panel;
    shown = page.overlay = now.overlay;
    draw();
  }

  function reload() {
    try {
      sessionStorage.setItem(PLACE, JSON.stringify([location.pathname, scrollX, scrollY]));
    } catch {
      // Without storage the browser's own memory of the place has to do.
    }
    location.reload();
  }

  function findPlace() {
    try {
      const [path, left, top] = JSON.parse(sessionStorage.getItem(PLACE) ?? '[]');
      if (path === location.pathname) scrollTo({ left, top, behavior: 'instant' });
    } catch {
      // As above.
    }
  }

  function forgetPlace() {
    findPlace();
    try {
      sessionStorage.removeItem(PLACE);
    } catch {
      // As above.
    }
  }

  /** Puts a new style sheet beside each old one, which goes when the new one is there, so that the page is never bare. */
  function exchangeStyles() {
    for (const old of document.querySelectorAll('link[rel~="stylesheet"]')) {
      const address = new URL(old.href);
      if (address.origin !== location.origin) continue;
      address.searchParams.set('gongkai', styles);
      const fresh = old.cloneNode();
      fresh.href = address.href;
      fresh.onload = fresh.onerror = () => old.remove();
      old.after(fresh);
    }
  }

  /** Draws what is to be shown, in a tree of its own that the page's styles do not reach. */
  function draw() {
    if (!document.body) return;
    if (!host) {
      host = document.createElement('gongkai-preview');
      host.attachShadow({ mode: 'open' });
      document.documentElement.append(host);
    }
    const root = host.shadowRoot;
    if (style && root.adoptedStyleSheets.length === 0) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      root.adoptedStyleSheets = [sheet];
    }
    const parts = [];
    if (page.panel.told.length > 0) parts.push(panel(page.panel));
    if (shown.told.length > 0 && !isPutAway) parts.push(overlay(shown));
    root.replaceChildren(...parts);
  }

  function make(name, properties, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  function findings(notice) {
    return notice.told.map((told) => make('pre', { textContent: told, className: 'finding' }));
  }

  function panel(notice) {
    const summary = make('summary', { textContent: notice.title });
    const details = make('details', { className: 'panel', open: isOpen }, summary, ...findings(notice));
    details.ontoggle = () => (isOpen = details.open);
    return details;
  }

  function overlay(notice) {
    const close = make('button', { type: 'button', textContent: notice.close });
    close.onclick = () => {
      isPutAway = true;
      draw();
    };
    const head = make('header', {}, make('h1', { textContent: notice.title }), close);
    const section = make('section', { className: 'overlay' }, head, ...findings(notice));
    section.setAttribute('role', 'alert');
    return section;
  }

  document.addEventListener('visibilitychange', listen);
  document.addEventListener('DOMContentLoaded', findPlace);
  document.addEventListener('DOMContentLoaded', draw);
  addEventListener('load', forgetPlace);
})();
