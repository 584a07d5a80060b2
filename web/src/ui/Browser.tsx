import { browserName } from './browserName'

/** A browser by its name; the whole of what it calls itself is its hint. */
export function Browser({ agent, unknown }: { agent: string | null; unknown: string }) {
  return agent === null ? <>{unknown}</> : <span title={agent}>{browserName(agent)}</span>
}
