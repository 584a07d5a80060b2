import { useRef, useState, type PointerEvent } from 'react'
import { Button } from 'antd'
import { Pause, Play } from 'lucide-react'
import type { components } from '@/api/schema'
import { spanText } from '@/clock/spans'
import { useKeys } from '@/keyboard/useKeys'
import { Loaded } from '@/ui/Loaded'
import { WholePage } from '@/ui/WholePage'
import { useLanguage, useWords } from '@/words'
import { recordings } from '@/words/recordings'
import { contentAddress, useWaveform } from '../api/useRecordings'
import { HEIGHT, movedBy, pausedShares, waveformPath } from '../waveform'

/** How far an arrow key moves. */
const STEP_MS = 5000

/** Plays a recording. Of a restricted order it asks here why one looks: another order of the call may be the one. */
export function Player({ recording }: { recording: string }) {
  const waveform = useWaveform(recording)
  return (
    <WholePage value={null}>
      <Loaded query={waveform}>{(shown) => <Playing recording={recording} waveform={shown} />}</Loaded>
    </WholePage>
  )
}

function Playing({ recording, waveform }: { recording: string; waveform: components['schemas']['Waveform'] }) {
  const words = useWords(recordings)
  const { language } = useLanguage()
  const audio = useRef<HTMLAudioElement>(null)
  const slider = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  const [playing, setPlaying] = useState(false)
  const [failed, setFailed] = useState(false)
  const { ms, peaks } = waveform
  const text = (milliseconds: number) => spanText(milliseconds / 1000, language)
  const go = (to: number) => {
    setAt(to)
    if (audio.current !== null) audio.current.currentTime = to / 1000
  }
  const toggle = () => {
    const sound = audio.current
    if (sound === null) return
    setFailed(false)
    // A pause before it has begun rejects what `play` promised; a real failure is told by `onError`.
    if (sound.paused) sound.play().catch(() => setPlaying(false))
    else sound.pause()
  }
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    if (box.width > 0) go(movedBy(((event.clientX - box.left) / box.width) * ms, 0, ms))
  }
  useKeys(
    {
      ' ': toggle,
      ArrowLeft: () => go(movedBy(at, -STEP_MS, ms)),
      ArrowRight: () => go(movedBy(at, STEP_MS, ms)),
      Home: () => go(0),
      End: () => go(ms),
    },
    { within: slider },
  )
  const path = waveformPath(peaks)
  const left = ms === 0 ? 100 : 100 - (at / ms) * 100
  return (
    <div className="recording-player">
      <audio
        ref={audio}
        src={contentAddress(recording)}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPlaying(false)}
        onTimeUpdate={(event) => setAt(Math.min(event.currentTarget.currentTime * 1000, ms))}
        onError={() => setFailed(true)}
      />
      <Button
        aria-label={playing ? words.pause : words.play}
        icon={playing ? <Pause size={16} /> : <Play size={16} />}
        onClick={toggle}
      />
      <div
        ref={slider}
        className="recording-wave"
        role="slider"
        tabIndex={0}
        title={words.keys}
        aria-label={words.position}
        aria-valuemin={0}
        aria-valuemax={ms}
        aria-valuenow={Math.round(at)}
        aria-valuetext={words.at(text(at), text(ms))}
        onPointerDown={point}
      >
        <svg viewBox={`0 0 ${Math.max(peaks.length, 1)} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
          {pausedShares(waveform.paused, ms).map(([from, width]) => (
            <rect key={from} x={from * peaks.length} width={width * peaks.length} height={HEIGHT} />
          ))}
          <path d={path} />
        </svg>
        <svg
          className="recording-played"
          style={{ clipPath: `inset(0 ${left}% 0 0)` }}
          viewBox={`0 0 ${Math.max(peaks.length, 1)} ${HEIGHT}`}
          preserveAspectRatio="none"
          aria-hidden
        >
          <path d={path} />
        </svg>
      </div>
      <span className="figures quiet" aria-hidden>
        {words.at(text(at), text(ms))}
      </span>
      {waveform.paused.length > 0 && <span className="mark">{words.paused(waveform.paused.length)}</span>}
      {failed && <span role="alert">{words.notPlayed}</span>}
    </div>
  )
}
