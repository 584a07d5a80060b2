/**
 * Business time: what due times and ages are reckoned by. The browser's own clock may be wrong, and a
 * demonstration's business time may run faster; so both are told by the API, and only differences of the
 * browser's steady clock are used.
 */
let businessAtAnchor = Date.now()
let steadyAtAnchor = performance.now()
let clockRate = 1

/** Sets the clock from a session: `now` ISO 8601, `rate` seconds of business time in a second. */
export function setBusinessClock(now: string, rate: number): void {
  businessAtAnchor = Date.parse(now)
  steadyAtAnchor = performance.now()
  clockRate = rate
}

/** Returns business time now, milliseconds since the epoch. */
export function businessNow(): number {
  return businessAtAnchor + (performance.now() - steadyAtAnchor) * clockRate
}

/** Returns how many seconds of business time pass in one second. */
export function businessRate(): number {
  return clockRate
}
