// Everything that is asked of the service. The token goes in the Authorization header, never in an address.
import { Hendelsesleser, ventetid } from './logikk.js';

export class Nei extends Error {
  constructor(status, problem) { super(problem?.detail ?? problem?.title ?? String(status)); this.status = status; this.errors = problem?.errors ?? []; }
}

export class Tjeneste {
  constructor(noekkel) { this.noekkel = noekkel; }

  async be(vei, valg = {}) {
    const svar = await fetch(vei, {
      method: valg.method ?? 'GET', cache: 'no-store', credentials: 'omit', signal: valg.signal,
      headers: { Authorization: `Bearer ${this.noekkel}`, Accept: 'application/json', ...(valg.body ? { 'Content-Type': 'application/json' } : {}) },
      body: valg.body ? JSON.stringify(valg.body) : undefined,
    });
    if (svar.status === 204) return null;
    const json = await svar.json().catch(() => null);
    if (!svar.ok) throw new Nei(svar.status, json);
    return json;
  }

  /**
   * Follows a feed after a cursor until `stopp` is called: connects again and again, each time with the last id seen.
   * Calls `ved.hendelse(hendelse)`, `ved.hull()`, `ved.tilstand(navn, sekunder)`, `ved.nei(feil)`.
   */
  foelg(id, cursor, ved) {
    let stoppet = false; let avbryt = null; let vekk = null; let forsoek = 0; let minst = 1000; let siste = cursor; let skynd = false;
    const stille = 40000;
    const sov = (ms) => new Promise((ferdig) => { const ur = setTimeout(ferdig, ms); vekk = () => { clearTimeout(ur); ferdig(); }; });

    const lytt = async () => {
      avbryt = new AbortController();
      let ur = setTimeout(() => avbryt.abort(), stille);
      const liv = () => { clearTimeout(ur); ur = setTimeout(() => avbryt.abort(), stille); };
      try {
        const svar = await fetch(`/abonnementer/${id}/hendelser`, {
          cache: 'no-store', credentials: 'omit', signal: avbryt.signal,
          headers: { Authorization: `Bearer ${this.noekkel}`, Accept: 'text/event-stream', 'Last-Event-ID': String(siste) },
        });
        if (!svar.ok) throw new Nei(svar.status, await svar.json().catch(() => null));
        ved.tilstand('tilkoblet');
        const lesbar = svar.body.pipeThrough(new TextDecoderStream()).getReader();
        const leser = new Hendelsesleser();
        for (;;) {
          const { done, value } = await lesbar.read();
          if (done) return;
          liv(); forsoek = 0;
          for (const melding of leser.les(value)) {
            if (melding.id !== null) siste = Number(melding.id);
            if (melding.type === 'gap') ved.hull(JSON.parse(melding.data));
            else if (melding.type === 'message') ved.hendelse(JSON.parse(melding.data));
          }
          if (leser.retry !== null) minst = leser.retry;
        }
      } finally { clearTimeout(ur); }
    };

    const loekke = async () => {
      while (!stoppet) {
        if (forsoek === 0) ved.tilstand('kobler');
        try { await lytt(); } catch (feil) {
          if (stoppet) return;
          if (feil instanceof Nei && [401, 403, 404].includes(feil.status)) { ved.nei(feil); return; }
        }
        if (stoppet) return;
        forsoek += 1;
        let igjen = Math.ceil(ventetid(forsoek, minst, Math.random()) / 1000);
        skynd = false;
        for (; igjen > 0 && !stoppet && !skynd; igjen -= 1) {
          ved.tilstand(navigator.onLine ? 'igjen' : 'frakoblet', igjen);
          await sov(1000);
        }
      }
    };
    const paaNett = () => { skynd = true; vekk?.(); };
    window.addEventListener('online', paaNett);
    loekke();
    return {
      stopp() { stoppet = true; window.removeEventListener('online', paaNett); avbryt?.abort(); vekk?.(); },
    };
  }
}
