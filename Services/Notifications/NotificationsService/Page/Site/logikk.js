// What the page decides, without the page: reading the stream, what matches a filter, what is unread, how a hendelse is put in words.

/** Reads server-sent events (WHATWG HTML, 9.2.6) out of pieces of text, wherever they are cut. */
export class Hendelsesleser {
  constructor() { this.rest = ''; this.nullstill(); this.retry = null; this.id = null; }
  nullstill() { this.type = ''; this.data = []; }

  /** The events that a piece completes. */
  les(stykke) {
    this.rest += stykke;
    const hendelser = [];
    for (;;) {
      const slutt = /\r\n|\n|\r(?!$)/.exec(this.rest);
      if (!slutt) return hendelser;
      const linje = this.rest.slice(0, slutt.index);
      this.rest = this.rest.slice(slutt.index + slutt[0].length);
      if (linje === '') {
        if (this.data.length) hendelser.push({ type: this.type || 'message', data: this.data.join('\n'), id: this.id });
        this.nullstill();
        continue;
      }
      const kolon = linje.indexOf(':');
      if (kolon === 0) continue;
      const felt = kolon < 0 ? linje : linje.slice(0, kolon);
      const verdi = kolon < 0 ? '' : linje.slice(kolon + 1).replace(/^ /, '');
      if (felt === 'data') this.data.push(verdi);
      else if (felt === 'event') this.type = verdi;
      else if (felt === 'id' && !verdi.includes('\0')) this.id = verdi;
      else if (felt === 'retry' && /^\d+$/.test(verdi)) this.retry = Number(verdi);
    }
  }
}

/** How long to wait before attempt number `forsoek` (from 1), milliseconds: doubles up to half a minute, with some chance in it. */
export function ventetid(forsoek, minst, tilfeldig) {
  const lengst = Math.min(30000, minst * 2 ** Math.min(forsoek - 1, 10));
  return Math.round(lengst / 2 + tilfeldig * lengst / 2);
}

/** Whether a hendelse has been read, by the server's marks. */
export function erLest(hendelse, merker) {
  return hendelse.cursor <= merker.lestTil || merker.lest.has(hendelse.cursor);
}

/** Whether a hendelse is shown. Every word searched for must be somewhere in what is told of it. */
export function passer(hendelse, filter, ord) {
  if (filter.type && hendelse.type !== filter.type) return false;
  if (filter.bareUleste && filter.erLest(hendelse)) return false;
  const soek = filter.soek.trim().toLocaleLowerCase('nb').split(/\s+/).filter(Boolean);
  if (!soek.length) return true;
  const tekst = ord.toLocaleLowerCase('nb');
  return soek.every((s) => tekst.includes(s));
}

/** What is said of a hendelse: heading, title, details, and a deadline when it is about one. */
export function beskriv(hendelse, t, dag) {
  const skjult = hendelse.type === 'skjermet';
  let overskrift = t.hendelse[hendelse.type] ?? hendelse.type;
  if (hendelse.type === 'journalpost.opprettet') overskrift = t.journalpost[hendelse.journalposttype] ?? overskrift;
  const tittel = skjult ? t.skjermetTekst : hendelse.offentligTittel ?? (hendelse.erSkjermet ? t.skjermetSak : t.utenTittel);
  const detaljer = [];
  if (hendelse.type === 'journalpost.avskrevet' && hendelse.til) detaljer.push(t.maate(hendelse.til.kodenavn));
  else if (hendelse.fra && hendelse.til) detaljer.push(t.fraTil(hendelse.fra.kodenavn, hendelse.til.kodenavn));
  else if (hendelse.til) detaljer.push(t.statusTil(hendelse.til.kodenavn));
  let frist = null;
  if (hendelse.dagerIgjen !== undefined) {
    const n = hendelse.dagerIgjen;
    frist = { tekst: n > 0 ? t.fristOm(n) : n === 0 ? t.fristIDag : t.fristOver(-n), alvor: n > 0 ? 'snart' : 'naa' };
    detaljer.push(t.frist(dag(hendelse.dato)));
  } else if (hendelse.dato) {
    detaljer.push(hendelse.type === 'kassasjonsdato.beregnet' ? t.kassasjonsdato(dag(hendelse.dato)) : t.frist(dag(hendelse.dato)));
  }
  const hvor = [hendelse.registreringsID ?? hendelse.mappeID, hendelse.administrativEnhet, hendelse.saksansvarlig].filter(Boolean);
  return { overskrift, tittel, detaljer, frist, hvor, skjult, ord: [overskrift, skjult ? '' : tittel, ...detaljer, ...hvor, hendelse.mappeID ?? ''].join(' ') };
}

/** Which picture stands beside a hendelse. */
export function bilde(type) {
  if (type.startsWith('frist.')) return 'frist';
  if (type.startsWith('fil.')) return type === 'fil.lagret' ? 'fil' : 'feil';
  if (type.startsWith('saksmappe.')) return 'sak';
  if (type === 'journalpost.avskrevet') return 'ferdig';
  if (type === 'skjermet') return 'laas';
  if (type.startsWith('kassasjonsdato.')) return 'kalender';
  return 'brev';
}
