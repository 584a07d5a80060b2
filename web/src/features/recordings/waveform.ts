/** The loudest that a part can be. */
const LOUDEST = 255
/** Quiet parts are drawn, too: a line of this height says that there is something. */
const LEAST = 2

/** How high a drawing of a waveform is; it is as wide as it has parts. */
export const HEIGHT = 100

/** Returns the path of a waveform: a line for each part, around the middle. */
export function waveformPath(peaks: readonly number[]): string {
  return peaks
    .map((peak, part) => {
      const half = Math.max((Math.min(peak, LOUDEST) / LOUDEST) * HEIGHT, LEAST) / 2
      return `M${part + 0.5} ${(HEIGHT / 2 - half).toFixed(1)}V${(HEIGHT / 2 + half).toFixed(1)}`
    })
    .join('')
}

/** Returns a moment of a recording, moved by so many milliseconds, not beyond its ends. */
export function movedBy(at: number, by: number, ms: number): number {
  return Math.min(Math.max(at + by, 0), ms)
}

/** Returns the spans in which nothing was recorded as [from, width], in parts of the whole from 0 to 1. */
export function pausedShares(paused: readonly (readonly (number | null)[])[], ms: number): [number, number][] {
  if (ms <= 0) return []
  return paused.map(([from, until]) => {
    const begin = movedBy(from ?? 0, 0, ms)
    return [begin / ms, (movedBy(until ?? ms, 0, ms) - begin) / ms]
  })
}
