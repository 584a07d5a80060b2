/** 450 Hz, one second of five, as telephones ring here (GB/T 3380). */
const HERTZ = 450
const RINGS_S = 1
const EVERY_MS = 5000
const LOUDNESS = 0.15

/** Rings until the function that it returns is called. A browser that allows no sound yet stays silent. */
export function ring(): () => void {
  const context = new AudioContext()
  const once = () => {
    const tone = context.createOscillator()
    const volume = context.createGain()
    tone.frequency.value = HERTZ
    volume.gain.value = LOUDNESS
    tone.connect(volume).connect(context.destination)
    tone.start()
    tone.stop(context.currentTime + RINGS_S)
  }
  once()
  const timer = setInterval(once, EVERY_MS)
  return () => {
    clearInterval(timer)
    void context.close()
  }
}
