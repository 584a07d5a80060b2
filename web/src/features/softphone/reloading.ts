/** With whom one speaks, kept in this page alone, so that it can say what happened when it is loaded anew. */
const KEPT = 'huan.softphone.call'

/** Keeps with whom one speaks; null: with nobody. */
export function keepTalk(who: string | null): void {
  if (who === null) sessionStorage.removeItem(KEPT)
  else sessionStorage.setItem(KEPT, who)
}

/** Returns with whom one spoke when this page was loaded anew, once; null: with nobody. */
export function talkBefore(): string | null {
  const who = sessionStorage.getItem(KEPT)
  sessionStorage.removeItem(KEPT)
  return who
}
