// The page: a caseworker's live list.
import { tekster } from './tekster.js';
import { beskriv, bilde, erLest, passer } from './logikk.js';
import { Tjeneste, Nei } from './tjeneste.js';

const $ = (id) => document.getElementById(id);
const SIDE = 50; const MEST = 1000;
const BILDER = {
  brev: 'M3 6h18v12H3zM3 7l9 7 9-7', sak: 'M3 7h6l2 2h10v10H3z', fil: 'M6 3h8l4 4v14H6zM14 3v4h4', feil: 'M12 4 2.5 20h19zM12 10v4M12 17v.01', ferdig: 'M4 12.5 10 18 20 6',
  frist: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3 2', kalender: 'M4 5h16v16H4zM4 10h16M8 3v4M16 3v4', laas: 'M6 11h12v10H6zM8 11V8a4 4 0 0 1 8 0v3',
};

const lager = {
  hent(navn) { try { return localStorage.getItem(navn); } catch { return null; } },
  husk(navn, verdi) { try { localStorage.setItem(navn, verdi); } catch { /* private mode: nothing is remembered */ } },
};

const tilstand = {
  maal: tekster[lager.hent('sak.maal')] ? lager.hent('sak.maal') : document.documentElement.lang === 'nn' ? 'nn' : 'nb',
  tema: ['lys', 'moerk'].includes(lager.hent('sak.tema')) ? lager.hent('sak.tema') : 'auto',
  tjeneste: null, meg: null, abonnementer: [], valgt: null, foelger: null,
  hendelser: new Map(), merker: { lestTil: 0, lest: new Set() }, ulest: 0, eldst: null, harEldre: false, ventende: [], forbindelse: null,
  filter: { soek: '', type: '', bareUleste: false },
};
const t = () => tekster[tilstand.maal];
// Not every browser knows nynorsk: the figures are the same in both, and the names of days are ours.
const lokal = () => tilstand.maal === 'nn' ? ['nn-NO', 'nb-NO'] : ['nb-NO'];
const dag = (dato) => new Intl.DateTimeFormat(lokal(), { dateStyle: 'medium', timeZone: 'Europe/Oslo' }).format(new Date(`${dato}T12:00:00Z`));
const klokke = (tid) => new Intl.DateTimeFormat(lokal(), { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Oslo' }).format(new Date(tid));
const dato = (tid) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(new Date(tid));

function element(navn, egenskaper = {}, ...barn) {
  const ny = document.createElement(navn);
  for (const [noekkel, verdi] of Object.entries(egenskaper)) {
    if (verdi === undefined || verdi === null) continue;
    if (noekkel === 'klasse') ny.className = verdi; else if (noekkel.startsWith('ved')) ny.addEventListener(noekkel.slice(3), verdi); else ny.setAttribute(noekkel, verdi);
  }
  ny.append(...barn.filter((b) => b !== null && b !== undefined));
  return ny;
}

function tegning(navn) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [k, v] of Object.entries({ viewBox: '0 0 24 24', 'aria-hidden': 'true', width: 22, height: 22, fill: 'none', stroke: 'currentColor', 'stroke-width': 2, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' })) svg.setAttribute(k, v);
  const strek = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  strek.setAttribute('d', BILDER[navn]); svg.append(strek);
  return svg;
}

// ---- Language and looks

function oversett() {
  document.documentElement.lang = tilstand.maal;
  document.title = `${tilstand.ulest ? `(${tilstand.ulest}) ` : ''}${t().varsler} – Sak-Arkiv`;
  for (const e of document.querySelectorAll('[data-t]')) e.textContent = t()[e.dataset.t];
  for (const e of document.querySelectorAll('[data-t-label]')) e.setAttribute('aria-label', t()[e.dataset.tLabel]);
  for (const e of document.querySelectorAll('[data-t-placeholder]')) e.placeholder = t()[e.dataset.tPlaceholder];
  for (const maal of ['nb', 'nn']) $(maal).setAttribute('aria-pressed', String(tilstand.maal === maal));
  $('tema-tekst').textContent = { auto: t().temaAuto, lys: t().temaLys, moerk: t().temaMoerk }[tilstand.tema];
  $('tema').title = $('tema-tekst').textContent; $('slett').title = t().slett;
  $('taster').textContent = t().taster;
  const valgt = $('type').value;
  $('type').replaceChildren(element('option', { value: '' }, t().alleTyper), ...Object.keys(t().hendelse).map((type) => element('option', { value: type }, t().hendelse[type])));
  $('type').value = valgt;
  const avkrysset = new Set([...document.querySelectorAll('#f-typer input:checked')].map((e) => e.value));
  $('f-typer').replaceChildren(...Object.keys(t().hendelse).filter((type) => type !== 'skjermet').map((type) =>
    { const boks = element('input', { type: 'checkbox', value: type }); boks.checked = avkrysset.has(type); return element('label', { klasse: 'avkrysning' }, boks, element('span', {}, t().hendelse[type])); }));
  visForbindelse(); visAbonnementer(); visListe(); visUlest();
}

function visTema() {
  if (tilstand.tema === 'auto') document.documentElement.removeAttribute('data-tema'); else document.documentElement.dataset.tema = tilstand.tema;
}

function visForbindelse() {
  const f = tilstand.forbindelse; $('tilstand').hidden = !f;
  if (!f) return;
  $('tilstand').dataset.tilstand = f.navn;
  $('tilstand-tekst').textContent = f.navn === 'tilkoblet' ? t().tilkoblet : f.navn === 'kobler' ? t().kobler : f.navn === 'frakoblet' ? t().frakoblet : t().igjen(f.sekunder);
}

function beskjed(tekst) { $('beskjed').hidden = !tekst; $('beskjed').textContent = tekst ?? ''; }

// ---- Log in and out

async function loggInn(noekkel, fraSkjema) {
  const tjeneste = new Tjeneste(noekkel);
  try { tilstand.meg = await tjeneste.be('/meg'); } catch (feil) {
    visInngang(feil instanceof Nei && feil.status === 401 ? (fraSkjema ? t().noekkelFeil : t().utgaatt) : t().feilVent);
    return;
  }
  if (tilstand.meg.rolle === 'operator') { visInngang(t().noekkelRolle); return; }
  tilstand.tjeneste = tjeneste; sessionStorage.setItem('sak.noekkel', noekkel);
  $('inngang').hidden = true; $('arbeid').hidden = false; $('logg-ut').hidden = false;
  if (fraSkjema) $('innhold').focus();
  await hentAbonnementer();
}

function visInngang(feil = '') {
  stoppFoelging();
  sessionStorage.removeItem('sak.noekkel'); tilstand.tjeneste = null; tilstand.forbindelse = null; visForbindelse();
  $('arbeid').hidden = true; $('logg-ut').hidden = true; $('inngang').hidden = false;
  $('noekkel').value = ''; $('noekkel-feil').textContent = feil; $('noekkel').setAttribute('aria-invalid', String(Boolean(feil)));
  $('noekkel').focus();
}

// ---- Subscriptions

async function hentAbonnementer(velg) {
  const alle = [];
  try {
    for (const kommune of tilstand.meg.kommuner) {
      let vei = `/abonnementer?kommune=${kommune.organisasjonsnummer}`;
      while (vei) { const side = await tilstand.tjeneste.be(vei); alle.push(...side.treff); vei = side.neste; }
    }
  } catch (feil) { return vedFeil(feil); }
  tilstand.abonnementer = alle;
  const husket = velg ?? lager.hent('sak.abonnement');
  visAbonnementer();
  await velgAbonnement((alle.find((a) => a.id === husket) ?? alle[0])?.id ?? null);
}

function visAbonnementer() {
  $('abonnement').replaceChildren(...tilstand.abonnementer.map((a) => element('option', { value: a.id }, a.navn)));
  $('abonnement').hidden = $('slett').hidden = $('filterrad').hidden = !tilstand.abonnementer.length;
  $('nytt').classList.toggle('hoved', !tilstand.abonnementer.length);
  if (tilstand.valgt) $('abonnement').value = tilstand.valgt.id;
  const a = tilstand.valgt;
  const grunn = t().leveringsgrunn[a?.leveringsstand?.grunn]; $('levering').hidden = !grunn; $('levering').textContent = grunn ?? '';
  if (!a || !tilstand.meg) { $('om').textContent = ''; return; }
  const kommune = tilstand.meg.kommuner.find((k) => k.organisasjonsnummer === a.filter.kommune)?.navn ?? a.filter.kommune;
  const deler = [a.filter.saksmappe && t().omSak(sakenHeter(a.filter.saksmappe)), a.filter.administrativEnhet && t().omEnhet(a.filter.administrativEnhet), a.filter.saksansvarlig && t().omAnsvarlig(a.filter.saksansvarlig)].filter(Boolean);
  const hva = deler.length ? `${kommune}: ${deler.join(', ')}` : t().omAlt(kommune);
  const typer = (a.filter.hendelsestyper ?? []).map((type) => t().hendelse[type] ?? type);
  $('om').textContent = hva === a.navn && !typer.length && a.eier.slag !== 'rolle' ? '' : [hva, typer.join(', '), a.eier.slag === 'rolle' ? t().omRolle(a.eier.navn) : ''].filter(Boolean).join(' · ');
}

function sakenHeter(systemID) {
  for (const h of tilstand.hendelser.values()) if (h.saksmappe === systemID && h.mappeID) return h.mappeID;
  return systemID.slice(0, 8);
}

function stoppFoelging() { tilstand.foelger?.stopp(); tilstand.foelger = null; }

async function velgAbonnement(id) {
  stoppFoelging(); beskjed(null);
  Object.assign(tilstand, { valgt: null, hendelser: new Map(), eldst: null, harEldre: false, ventende: [], ulest: 0, forbindelse: null });
  visForbindelse(); visListe(); visUlest();
  if (!id) { visAbonnementer(); return; }
  lager.husk('sak.abonnement', id); $('liste').setAttribute('aria-busy', 'true');
  try {
    const [valgt, side] = await Promise.all([tilstand.tjeneste.be(`/abonnementer/${id}`), tilstand.tjeneste.be(`/abonnementer/${id}/hendelser?foer=siste&limit=${SIDE}`)]);
    tilstand.valgt = valgt; tilstand.merker = { lestTil: valgt.lestTil, lest: new Set(valgt.lest) }; tilstand.ulest = valgt.ulest;
    taInn(side);
    tilstand.foelger = tilstand.tjeneste.foelg(id, side.cursor, {
      hendelse: (h) => { if (tilstand.valgt?.id === id) motta(h); },
      hull: () => beskjed(t().hull),
      tilstand: (navn, sekunder) => { tilstand.forbindelse = { navn, sekunder }; visForbindelse(); },
      nei: (feil) => vedFeil(feil),
    });
  } catch (feil) { return vedFeil(feil); }
  visAbonnementer(); visListe(); visUlest();
}

function taInn(side) {
  for (const h of side.treff) tilstand.hendelser.set(h.cursor, h);
  tilstand.eldst = side.eldre ?? null; tilstand.harEldre = Boolean(side.eldre);
}

async function hentEldre() {
  $('eldre').disabled = true;
  try { taInn(await tilstand.tjeneste.be(tilstand.eldst)); visListe(); } catch (feil) { vedFeil(feil); } finally { $('eldre').disabled = false; }
}

function vedFeil(feil) {
  if (feil instanceof Nei && feil.status === 401) return visInngang(t().utgaatt);
  if (feil instanceof Nei && feil.status === 404 && tilstand.valgt) return hentAbonnementer();
  beskjed(feil instanceof Nei && feil.status !== 503 ? t().feilAnnet : t().feilVent);
}

// ---- The list

const lest = (h) => erLest(h, tilstand.merker);
let opplesing = { antall: 0, siste: '', ur: null };

/** Something happened. At the top of the list it is shown at once; further down it waits behind a button, so that nothing moves under the reader. */
function motta(h) {
  if (tilstand.hendelser.has(h.cursor) || tilstand.ventende.some((v) => v.cursor === h.cursor)) return;
  tilstand.ulest += 1;
  const fokusIListe = $('liste').contains(document.activeElement);
  if (window.scrollY > 300 || fokusIListe) tilstand.ventende.push(h); else tilstand.hendelser.set(h.cursor, h);
  if (tilstand.hendelser.size > MEST) { const eldst = Math.min(...tilstand.hendelser.keys()); tilstand.hendelser.delete(eldst); }
  opplesing.antall += 1; opplesing.siste = beskriv(h, t(), dag).overskrift;
  opplesing.ur ??= setTimeout(() => { $('opplest').textContent = t().opplestNye(opplesing.antall, opplesing.siste); opplesing = { antall: 0, siste: '', ur: null }; }, 1500);
  tegnSnart();
}

let skalTegnes = false;
/** Many that come together are drawn once. */
function tegnSnart() {
  if (skalTegnes) return;
  skalTegnes = true;
  requestAnimationFrame(() => { skalTegnes = false; visListe(); visUlest(); });
}

function visNye() {
  for (const h of tilstand.ventende) tilstand.hendelser.set(h.cursor, h);
  tilstand.ventende = []; visListe();
  window.scrollTo({ top: 0 }); $('liste').querySelector('article')?.focus();
}

function visUlest() {
  $('ulest').hidden = tilstand.ulest < 1; $('ulest').textContent = t().antallUleste(tilstand.ulest > 999 ? '999+' : tilstand.ulest);
  $('merk-alle').disabled = tilstand.ulest < 1;
  document.title = `${tilstand.ulest ? `(${tilstand.ulest}) ` : ''}${t().varsler} – Sak-Arkiv`;
}

function visListe() {
  const filter = { ...tilstand.filter, erLest: lest };
  const synlige = [...tilstand.hendelser.values()].sort((a, b) => b.cursor - a.cursor).map((h) => [h, beskriv(h, t(), dag)]).filter(([h, b]) => passer(h, filter, b.ord));
  const gamle = new Map([...$('liste').querySelectorAll('article')].map((e) => [e.id, e]));
  const fokus = document.activeElement?.closest?.('article')?.id;
  const deler = []; let forrige = null;
  synlige.forEach(([h, b], nr) => {
    const d = dato(h.tid);
    if (d !== forrige) { deler.push(element('div', { klasse: 'dag', 'aria-hidden': 'true' }, dagnavn(h.tid, d))); forrige = d; }
    deler.push(varsel(h, b, gamle.get(`v${h.cursor}`), nr + 1, synlige.length));
  });
  $('liste').replaceChildren(...deler); $('liste').setAttribute('aria-busy', 'false');
  if (fokus && $(fokus)) $(fokus).focus({ preventScroll: true });
  $('nye').hidden = !tilstand.ventende.length; $('nye').textContent = t().nye(tilstand.ventende.length);
  $('eldre').hidden = !tilstand.harEldre; $('taster').hidden = !synlige.length;
  visTom(synlige.length);
}

function dagnavn(tid, d) {
  if (d === dato(Date.now())) return t().iDag;
  if (d === dato(Date.now() - 86400000)) return t().iGaar;
  const aar = d.slice(0, 4) === dato(Date.now()).slice(0, 4) ? undefined : 'numeric';
  const dagen = new Intl.DateTimeFormat(lokal(), { day: 'numeric', month: 'long', year: aar, timeZone: 'Europe/Oslo' }).format(new Date(tid));
  return `${t().ukedager[new Date(`${d}T12:00:00Z`).getUTCDay()]} ${dagen}`;
}

function varsel(h, b, gammel, nr, antall) {
  const nytt = !lest(h); const stempel = `${nytt} ${tilstand.maal}`;
  let e = gammel;
  if (e?.dataset.stempel !== stempel) {
    const id = `v${h.cursor}`;
    e = element('article', { id, klasse: `varsel${nytt ? ' nytt' : ''}${b.skjult ? ' skjult' : ''}${gammel ? '' : ' kommer'}`, tabindex: '0', 'aria-labelledby': `${id}-o ${id}-t`, 'aria-describedby': `${id}-d ${id}-k`, 'data-stempel': stempel, 'data-cursor': h.cursor },
      element('span', { klasse: `bilde ${bilde(h.type)}` }, tegning(bilde(h.type))),
      element('div', { klasse: 'midt' },
        element('p', { klasse: 'overskrift', id: `${id}-o` }, nytt ? element('span', { klasse: 'usynlig' }, `${t().ulest}: `) : null, b.overskrift),
        b.frist ? element('p', { klasse: `merkelapp ${b.frist.alvor}` }, b.frist.tekst) : null,
        element('p', { klasse: 'tittel', id: `${id}-t` }, h.erSkjermet ? tegnLaas() : null, b.tittel),
        element('p', { klasse: 'detaljer', id: `${id}-d` }, ...[...b.hvor, ...b.detaljer].map((d) => element('span', {}, d)))),
      element('div', { klasse: 'side' },
        element('time', { id: `${id}-k`, datetime: h.tid }, element('span', { klasse: 'usynlig' }, `${dagnavn(h.tid, dato(h.tid))} `), klokke(h.tid)),
        nytt ? element('button', { type: 'button', klasse: 'lest', tabindex: '-1', title: t().merkLest, vedclick: (hendelse) => { hendelse.stopPropagation(); merkLest([h.cursor]); } }, element('span', { klasse: 'usynlig' }, `${t().merkLest}: ${b.overskrift}`)) : null));
    e.addEventListener('click', () => { if (!lest(h) && !String(getSelection())) merkLest([h.cursor]); });
  }
  e.setAttribute('aria-posinset', nr); e.setAttribute('aria-setsize', tilstand.harEldre ? -1 : antall);
  return e;
}

function tegnLaas() { const laas = element('span', { klasse: 'laas' }, tegning('laas'), element('span', { klasse: 'usynlig' }, `${t().skjermet}. `)); return laas; }

function visTom(antall) {
  const tom = !antall && $('liste').getAttribute('aria-busy') === 'false';
  $('tom').hidden = !tom || !tilstand.meg;
  if (!tom) return;
  const f = tilstand.filter; const filtrert = f.soek || f.type;
  const [tittel, tekst, knapp] = !tilstand.abonnementer.length ? [t().tomAbonnementTittel, t().tomAbonnementTekst, t().nytt]
    : filtrert ? [t().tomFilterTittel, t().tomFilterTekst, t().fjernFilter]
      : f.bareUleste ? [t().tomUlestTittel, t().tomUlestTekst, t().visAlle] : [t().tomTittel, t().tomTekst, null];
  $('tom-tittel').textContent = tittel; $('tom-tekst').textContent = tekst; $('tom-knapp').hidden = !knapp; $('tom-knapp').textContent = knapp ?? '';
}

// ---- What is read

let tilMerking = new Set(); let merkeur = null;

function merkLest(cursorer) {
  const nye = cursorer.filter((c) => tilstand.hendelser.has(c) && !lest(tilstand.hendelser.get(c)));
  if (!nye.length) return;
  for (const c of nye) { tilstand.merker.lest.add(c); tilMerking.add(c); }
  tilstand.ulest = Math.max(0, tilstand.ulest - nye.length);
  visListe(); visUlest();
  const id = tilstand.valgt.id;
  merkeur ??= setTimeout(async () => {
    const alle = [...tilMerking].slice(-400); tilMerking = new Set(); merkeur = null;
    try { await tilstand.tjeneste.be(`/abonnementer/${id}/lest`, { method: 'POST', body: { lest: alle } }); } catch (feil) { vedFeil(feil); }
  }, 600);
}

async function merkAlle() {
  const siste = Math.max(0, ...tilstand.hendelser.keys(), ...tilstand.ventende.map((h) => h.cursor));
  try {
    const svar = await tilstand.tjeneste.be(`/abonnementer/${tilstand.valgt.id}/lest`, { method: 'POST', body: { til: siste } });
    tilstand.merker = { lestTil: svar.lestTil, lest: new Set(svar.lest) }; tilstand.ulest = 0;
    for (const h of tilstand.ventende) tilstand.hendelser.set(h.cursor, h);
    tilstand.ventende = [];
    visListe(); visUlest(); $('opplest').textContent = t().opplestLest;
  } catch (feil) { vedFeil(feil); }
}

// ---- New subscription

function aapneNytt() {
  $('nytt-skjema').reset(); merkFeil([]);
  $('f-navn').placeholder = t().navnForslag;
  $('f-kommune').replaceChildren(...tilstand.meg.kommuner.map((k) => element('option', { value: k.organisasjonsnummer }, k.navn)));
  if (tilstand.valgt) $('f-kommune').value = tilstand.valgt.filter.kommune;
  $('felt-kommune').hidden = tilstand.meg.kommuner.length === 1;
  $('f-eier').closest('.felt').hidden = tilstand.meg.rolle === 'partner';
  $('nytt-dialog').showModal(); $('f-navn').focus();
}

function merkFeil(feil) {
  $('nytt-feil').textContent = '';
  const alene = [...feil];
  for (const felt of document.querySelectorAll('#nytt-skjema [data-peker]')) {
    const egen = feil.filter((f) => f.pointer === felt.dataset.peker); const plass = felt.parentElement.querySelector('.feil');
    plass.id = `${felt.id}-feil`; plass.textContent = egen.map((f) => f.message).join(' ');
    felt.setAttribute('aria-invalid', String(egen.length > 0)); felt.setAttribute('aria-describedby', plass.id);
    for (const f of egen) alene.splice(alene.indexOf(f), 1);
  }
  $('nytt-feil').textContent = alene.map((f) => f.message).join(' ');
  document.querySelector('#nytt-skjema [aria-invalid="true"]')?.focus();
}

async function lagAbonnement() {
  const filter = { kommune: $('f-kommune').value };
  for (const [felt, navn] of [['f-sak', 'saksmappe'], ['f-ansvarlig', 'saksansvarlig'], ['f-enhet', 'administrativEnhet']]) if ($(felt).value.trim()) filter[navn] = $(felt).value.trim();
  const typer = [...document.querySelectorAll('#f-typer input:checked')].map((e) => e.value);
  if (typer.length) filter.hendelsestyper = typer;
  const body = { navn: $('f-navn').value.trim() || t().navnForslag, filter, levering: { type: 'sse' } };
  if (tilstand.meg.rolle !== 'partner') body.eier = $('f-eier').value;
  try {
    const nytt = await tilstand.tjeneste.be('/abonnementer', { method: 'POST', body });
    $('nytt-dialog').close(); await hentAbonnementer(nytt.id);
  } catch (feil) { merkFeil(feil instanceof Nei && feil.errors.length ? feil.errors : [{ pointer: '', message: t().feilVent }]); }
}

// ---- What people do

function tast(hendelse) {
  const her = document.activeElement?.closest?.('article');
  if (!her || hendelse.target.closest('button')) return;
  const alle = [...$('liste').querySelectorAll('article')]; const nr = alle.indexOf(her);
  const til = { ArrowDown: nr + 1, j: nr + 1, PageDown: nr + 1, ArrowUp: nr - 1, k: nr - 1, PageUp: nr - 1, Home: 0, End: alle.length - 1 }[hendelse.key];
  if (til !== undefined) { hendelse.preventDefault(); alle[Math.max(0, Math.min(alle.length - 1, til))].focus(); }
  if (hendelse.key === 'Enter' || hendelse.key === ' ') { hendelse.preventDefault(); merkLest([Number(her.dataset.cursor)]); }
}

function filtrer() {
  tilstand.filter = { soek: $('soek').value, type: $('type').value, bareUleste: $('bare-uleste').checked };
  visListe();
  clearTimeout(filtrer.ur);
  filtrer.ur = setTimeout(() => { $('opplest').textContent = t().opplestTreff($('liste').querySelectorAll('article').length); }, 700);
}

function koble() {
  $('inngang-skjema').addEventListener('submit', (e) => {
    e.preventDefault();
    const noekkel = $('noekkel').value.trim();
    if (!noekkel) { $('noekkel-feil').textContent = t().noekkelMangler; $('noekkel').setAttribute('aria-invalid', 'true'); $('noekkel').focus(); return; }
    loggInn(noekkel, true);
  });
  for (const maal of ['nb', 'nn']) $(maal).addEventListener('click', () => { tilstand.maal = maal; lager.husk('sak.maal', maal); oversett(); });
  $('tema').addEventListener('click', () => { const alle = ['auto', 'lys', 'moerk']; tilstand.tema = alle[(alle.indexOf(tilstand.tema) + 1) % 3]; lager.husk('sak.tema', tilstand.tema); visTema(); oversett(); });
  $('logg-ut').addEventListener('click', () => visInngang());
  $('abonnement').addEventListener('change', () => velgAbonnement($('abonnement').value));
  $('nytt').addEventListener('click', aapneNytt); $('nytt-avbryt').addEventListener('click', () => $('nytt-dialog').close());
  $('nytt-skjema').addEventListener('submit', (e) => { e.preventDefault(); lagAbonnement(); });
  $('slett').addEventListener('click', () => { $('slett-tekst').textContent = t().slettTekst(tilstand.valgt.navn); $('slett-dialog').returnValue = ''; $('slett-dialog').showModal(); });
  $('slett-dialog').addEventListener('close', async () => {
    if ($('slett-dialog').returnValue !== 'ja') return;
    try { const id = tilstand.valgt.id; stoppFoelging(); await tilstand.tjeneste.be(`/abonnementer/${id}`, { method: 'DELETE' }); await hentAbonnementer(); } catch (feil) { vedFeil(feil); }
  });
  for (const id of ['soek', 'type', 'bare-uleste']) $(id).addEventListener('input', filtrer);
  $('merk-alle').addEventListener('click', merkAlle); $('eldre').addEventListener('click', hentEldre); $('nye').addEventListener('click', visNye);
  $('tom-knapp').addEventListener('click', () => {
    if (!tilstand.abonnementer.length) return aapneNytt();
    $('soek').value = ''; $('type').value = ''; $('bare-uleste').checked = false; filtrer(); $('soek').focus();
  });
  $('liste').addEventListener('keydown', tast);
  window.addEventListener('scroll', () => { if (window.scrollY < 50 && tilstand.ventende.length && !$('liste').contains(document.activeElement)) visNye(); }, { passive: true });
}

visTema(); koble(); oversett();
const noekkel = sessionStorage.getItem('sak.noekkel');
if (noekkel) loggInn(noekkel, false); else { $('inngang').hidden = false; $('noekkel').focus(); }
