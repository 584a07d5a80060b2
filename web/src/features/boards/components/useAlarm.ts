import { useEffect } from 'react'

/** How long before the end of its limit an order that waits to be accepted is announced, and how often. */
const ALARM_SECONDS = 60
const AGAIN_MS = 10_000

/** Two short tones; made here, so that no file has to be loaded. */
function ring(): void {
  const sound = new AudioContext()
  for (const [at, pitch] of [
    [0, 880],
    [0.25, 660],
  ] as const) {
    const [tone, volume] = [sound.createOscillator(), sound.createGain()]
    tone.frequency.value = pitch
    volume.gain.value = 0.15
    tone.connect(volume).connect(sound.destination)
    tone.start(sound.currentTime + at)
    tone.stop(sound.currentTime + at + 0.18)
  }
  setTimeout(() => void sound.close(), 1000)
}

/** Rings while less than a minute is left; `left` undefined: nothing waits. */
export function useAlarm(isOn: boolean, left: number | undefined): void {
  const rings = isOn && left !== undefined && left < ALARM_SECONDS
  useEffect(() => {
    if (!rings) return
    ring()
    const timer = setInterval(ring, AGAIN_MS)
    return () => clearInterval(timer)
  }, [rings])
}
