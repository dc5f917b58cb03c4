"""The page in a real browser: everything a caseworker does, by keyboard where that is another way, and what a screen reader needs.

page_test.py CHROMIUM URL TOKEN. Says «publish» on standard output when something is to happen in the archive, and reads a line when it has.
"""
import sys

from browser import Browser

CHECKS = """(() => {
  const faults = [];
  const rgba = (text) => { const m = text.match(/[\\d.]+/g).map(Number); return text.startsWith('color(') ? [m[0]*255, m[1]*255, m[2]*255, m[3] ?? 1] : [m[0], m[1], m[2], m[3] ?? 1]; };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const behind = (e) => { const all = []; for (let at = e; at; at = at.parentElement) { const c = rgba(getComputedStyle(at).backgroundColor); if (c[3] > 0) { all.push(c); if (c[3] === 1) break; } }
    return all.reverse().reduce((below, c) => over(c, below), [255, 255, 255, 1]); };
  const light = (c) => { const [r, g, b] = c.slice(0, 3).map((v) => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }); return .2126 * r + .7152 * g + .0722 * b; };
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + .05) / (y + .05); };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n = walk.nextNode(); n; n = walk.nextNode()) {
    const e = n.parentElement;
    if (!n.textContent.trim() || !e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) || e.closest('.usynlig, script, noscript, :disabled, option')) continue;
    const style = getComputedStyle(e); const size = parseFloat(style.fontSize); const big = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const below = behind(e); const r = ratio(over(rgba(style.color), below), below);
    if (r < (big ? 3 : 4.5)) faults.push(`contrast ${r.toFixed(2)} of «${n.textContent.trim().slice(0, 40)}»`);
  }
  const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push(`id ${id} stands twice`);
  for (const e of document.querySelectorAll('[aria-labelledby],[aria-describedby]')) for (const a of ['aria-labelledby', 'aria-describedby']) for (const id of (e.getAttribute(a) ?? '').split(/\\s+/).filter(Boolean)) if (!document.getElementById(id)) faults.push(`${a} leads to no ${id}`);
  for (const e of document.querySelectorAll('[tabindex]')) if (e.tabIndex > 0) faults.push(`tabindex ${e.tabIndex}`);
  if (document.documentElement.scrollWidth > innerWidth) faults.push(`${document.documentElement.scrollWidth} pixels wide at ${innerWidth}`);
  return faults;
})()"""

LOGIC = """import('/side/logikk.js').then((m) => {
  const text = ': hei\\r\\nretry: 1500\\n\\nid: 7\\ndata: {"a":\\ndata: 1}\\n\\nevent: gap\\nid: 9\\ndata: x\\r\\n\\r\\nid: 10\\ndata: sist';
  const want = JSON.stringify([{ type: 'message', data: '{"a":\\n1}', id: '7' }, { type: 'gap', data: 'x', id: '9' }]);
  for (let a = 0; a <= text.length; a += 1) for (let b = a; b <= text.length; b += 5) {
    const leser = new m.Hendelsesleser(); const all = [text.slice(0, a), text.slice(a, b), text.slice(b)].flatMap((s) => leser.les(s));
    if (JSON.stringify(all) !== want || leser.retry !== 1500) return `cut at ${a} and ${b}: ${JSON.stringify(all)}`;
  }
  for (const [n, low, high] of [[1, 500, 1000], [2, 1000, 2000], [20, 15000, 30000]]) {
    if (m.ventetid(n, 1000, 0) !== low || m.ventetid(n, 1000, 1) !== high) return `wait ${n}`;
  }
  const filter = { soek: 'Åsen  GARASJE', type: '', bareUleste: false, erLest: () => false };
  if (!m.passer({ type: 'x' }, filter, 'Garasje på åsen') || m.passer({ type: 'x' }, filter, 'Garasje')) return 'search';
  const merker = { lestTil: 5, lest: new Set([8]) };
  if (![5, 8].every((c) => m.erLest({ cursor: c }, merker)) || m.erLest({ cursor: 7 }, merker)) return 'read';
  return 'ok';
})"""


class Test:
    def __init__(self, browser, url, token):
        self.browser, self.url, self.token, self.faults = browser, url, token, []

    def expect(self, what, condition):
        if not condition:
            self.faults.append(what)

    def check(self, where):
        """Contrast in both themes, names, identifiers, widths down to 320 pixels."""
        for is_dark in (False, True):
            self.browser.dark(is_dark)
            for width in (1280, 390, 320):
                self.browser.size(width, 900)
                self.faults += [f"{where}, {'dark' if is_dark else 'light'}, {width}: {fault}" for fault in self.browser.run(CHECKS)]
        self.browser.dark(False)
        self.browser.size(1280, 900)
        named = {"button", "textbox", "searchbox", "combobox", "checkbox", "switch", "link", "dialog", "feed", "article"}
        for node in self.browser.call("Accessibility.getFullAXTree")["nodes"]:
            role = node.get("role", {}).get("value")
            if role in named and not node.get("ignored") and not node.get("name", {}).get("value", "").strip():
                self.faults.append(f"{where}: a {role} without a name")

    def publish(self):
        print("publish", flush=True)
        sys.stdin.readline()

    def unread(self):
        return self.browser.run("document.getElementById('ulest').hidden ? 0 : parseInt(document.getElementById('ulest').textContent)")

    def log_in(self):
        browser = self.browser
        browser.wait("!document.getElementById('inngang').hidden")
        browser.run("document.getElementById('noekkel').focus()")
        browser.type("tull")
        browser.press("Enter")
        browser.wait("document.getElementById('noekkel-feil').textContent !== ''")
        self.expect("a wrong key is marked", browser.run("document.getElementById('noekkel').getAttribute('aria-invalid') === 'true'"))
        self.check("log in")
        browser.run("document.getElementById('noekkel').select()")
        browser.type(self.token)
        browser.press("Enter")
        browser.wait("!document.getElementById('arbeid').hidden")
        self.expect("the key is in no address", self.token not in browser.run("location.href"))

    def language(self):
        browser = self.browser
        self.expect("nynorsk is what the browser asks for", browser.run("document.documentElement.lang") == "nn")
        browser.run("document.getElementById('nb').click()")
        self.expect("the switch says bokmål", browser.run("document.documentElement.lang + document.getElementById('nb').ariaPressed") == "nbtrue")
        browser.open(self.url)
        self.expect("the language is remembered", browser.run("document.documentElement.lang") == "nb")

    def subscribe(self):
        browser = self.browser
        browser.wait("!document.getElementById('tom').hidden")
        self.check("nothing yet")
        browser.run("document.getElementById('tom-knapp').click()")
        browser.wait("document.getElementById('nytt-dialog').open")
        self.check("new subscription")
        self.expect("the dialog has the focus", browser.run("document.activeElement.id") == "f-navn")
        browser.type("Mine saker")
        browser.run("document.getElementById('f-sak').focus()")
        browser.type("2026/404")
        browser.press("Enter")
        browser.wait("document.getElementById('f-sak').getAttribute('aria-invalid') === 'true'")
        self.expect("the fault stands at its field", browser.run("document.getElementById('f-sak-feil').textContent.includes('2026/404')"))
        browser.run("document.getElementById('f-sak').value = ''")
        browser.press("Enter")
        browser.wait("!document.getElementById('nytt-dialog').open")
        browser.wait("document.getElementById('tilstand').dataset.tilstand === 'tilkoblet'")

    def follow(self):
        browser = self.browser
        self.publish()
        browser.wait("document.querySelectorAll('article').length === 4", "four entries")
        self.expect("unread are counted", self.unread() == 4 and browser.run("document.title").startswith("(4)"))
        browser.wait("document.getElementById('opplest').textContent !== ''")
        self.check("the list")
        browser.run("document.querySelector('article').focus()")
        browser.press("ArrowDown")
        self.expect("arrows move", browser.run("[...document.querySelectorAll('article')].indexOf(document.activeElement)") == 1)
        browser.press("Enter")
        self.expect("Enter marks as read", self.unread() == 3)
        self.expect("the focus stays", browser.run("[...document.querySelectorAll('article')].indexOf(document.activeElement)") == 1)
        browser.wait("performance.getEntriesByType('resource').some((e) => e.name.endsWith('/lest') && e.responseEnd > 0)", "the mark is sent")
        browser.open(self.url)
        browser.wait("document.querySelectorAll('article').length === 4")
        self.expect("the mark is on the server", self.unread() == 3)

    def narrow(self):
        browser = self.browser
        browser.run("document.getElementById('soek').focus()")
        browser.type("søknad")
        browser.wait("document.querySelectorAll('article').length === 3")
        browser.run("document.getElementById('soek').value = 'finnes ikke'; document.getElementById('soek').dispatchEvent(new Event('input'))")
        browser.wait("!document.getElementById('tom').hidden")
        browser.run("document.getElementById('tom-knapp').click()")
        browser.run("document.getElementById('bare-uleste').click()")
        browser.wait("document.querySelectorAll('article').length === 3")
        browser.run("document.getElementById('merk-alle').click()")
        browser.wait("document.getElementById('ulest').hidden")
        browser.wait("!document.getElementById('tom').hidden")
        self.check("everything read")
        browser.run("document.getElementById('nn').click()")
        self.expect("nynorsk again", browser.run("document.querySelector('h1 span').textContent").strip() != "")
        browser.open(self.url)
        browser.wait("document.querySelectorAll('article').length === 4")
        self.expect("all read, also after a reload", self.unread() == 0)

    def leave(self):
        browser = self.browser
        browser.run("document.getElementById('logg-ut').click()")
        browser.wait("!document.getElementById('inngang').hidden")
        self.expect("the key is forgotten", browser.run("sessionStorage.length") == 0)

    def run(self):
        self.browser.open(self.url)
        self.language()
        logic = self.browser.run(LOGIC)
        self.expect(f"logic: {logic}", logic == "ok")
        self.log_in()
        self.subscribe()
        self.follow()
        self.narrow()
        self.leave()
        # The wrong key and the unknown case were asked for.
        asked_for = ("/meg", "/abonnementer")
        self.faults += [c for c in self.browser.complaints() if not c.endswith(asked_for) or "status of 40" not in c]


if __name__ == "__main__":
    with Browser(sys.argv[1], languages="nn") as browser:
        test = Test(browser, sys.argv[2], sys.argv[3])
        try:
            test.run()
        except Exception as error:
            test.faults.append(f"{type(error).__name__}: {error}; {browser.complaints()}")
    print("\n".join(f"fault: {fault}" for fault in test.faults) or "ok", flush=True)
    sys.exit(1 if test.faults else 0)
