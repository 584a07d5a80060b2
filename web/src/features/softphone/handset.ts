import type { EndEvent, RTCSession } from 'jssip/lib/RTCSession'
import type { RTCSessionEvent } from 'jssip/lib/UA'
import type { Registration } from './api/useRegistration'
import type { Lost, Told } from './machine'

/** What can be done at the telephone in this page. */
export interface Handset {
  answer: () => void
  hangUp: () => void
  mute: (on: boolean) => void
  hold: (on: boolean) => void
  press: (tone: string) => void
  /** Ends a call, and lets the exchange know that the telephone is gone. */
  close: () => void
}

/** Causes of JsSIP with which a call ends that nobody hung up. */
const LOST: Record<string, Lost> = {
  'User Denied Media Access': 'no-microphone',
  'RTP Timeout': 'no-sound',
  'WebRTC Error': 'no-sound',
  'Bad Media Description': 'no-sound',
  'Incompatible SDP': 'no-sound',
  'Missing SDP': 'no-sound',
}
/** With these a registration is tried again by itself. */
const UNREACHABLE = ['Connection Error', 'Request Timeout']
const BUSY = 486

/**
 * Registers at the exchange and tells what happens at the telephone. SIP is loaded here, for whoever needs it.
 *
 * The exchange offers, this side answers: nothing is dialled from here, it has one's telephone rung first.
 */
export async function openHandset(registration: Registration, tell: (told: Told) => void): Promise<Handset> {
  const { wss, domain, user, realm, ha1 } = registration
  const sip = await import('jssip')
  let session: RTCSession | null = null
  let isClosed = false
  const speaker = new Audio()
  speaker.autoplay = true
  const told = (what: Told) => {
    if (!isClosed) tell(what)
  }
  const line = (now: 'connecting' | 'ready' | 'cut' | 'refused') => told({ kind: 'line', line: now })
  const agent = new sip.UA({
    sockets: [new sip.WebSocketInterface(wss)],
    uri: `sip:${user}@${domain}`,
    authorization_user: user,
    realm,
    ha1,
    register_expires: 120,
    session_timers: false,
    connection_recovery_max_interval: 15,
    user_agent: 'Huan',
  })
  agent.on('registered', () => line('ready'))
  agent.on('unregistered', () => line('connecting'))
  agent.on('disconnected', () => line('cut'))
  agent.on('registrationFailed', ({ cause }) => line(UNREACHABLE.includes(cause ?? '') ? 'cut' : 'refused'))
  agent.on('newRTCSession', ({ originator, session: came, request }: RTCSessionEvent) => {
    if ((originator as string) !== 'remote' || session !== null) {
      came.terminate({ status_code: BUSY })
      return
    }
    session = came
    const over = ({ cause, message }: EndEvent) => {
      session = null
      speaker.srcObject = null
      told({ kind: 'over', why: isIncompatible(message) ? 'no-sound' : (LOST[cause] ?? null) })
    }
    came.on('peerconnection', ({ peerconnection }) => {
      peerconnection.addEventListener('track', ({ track, streams: [stream] }) => {
        speaker.srcObject = stream ?? new MediaStream([track])
      })
    })
    came.on('confirmed', () => told({ kind: 'talks' }))
    came.on('muted', () => told({ kind: 'muted', on: true }))
    came.on('unmuted', () => told({ kind: 'muted', on: false }))
    came.on('hold', () => told({ kind: 'held', on: came.isOnHold().local }))
    came.on('unhold', () => told({ kind: 'held', on: came.isOnHold().local }))
    came.on('ended', over)
    came.on('failed', over)
    told({ kind: 'rings', who: request.from.uri.user })
  })
  agent.start()
  return {
    answer: () => {
      if (session?.isInProgress() !== true) return
      session.answer({ mediaConstraints: { audio: true, video: false }, pcConfig: { iceServers: [] } })
      told({ kind: 'answers' })
    },
    hangUp: () => session?.terminate(session.isEstablished() ? {} : { status_code: BUSY }),
    mute: (on) => (on ? session?.mute({ audio: true }) : session?.unmute({ audio: true })),
    hold: (on) => void (on ? session?.hold() : session?.unhold()),
    press: (tone) => {
      if (session?.isEstablished() !== true) return
      // In the sound where that was agreed on, as every exchange understands it; else as a message.
      const sender = session.connection.getSenders().find(({ track }) => track?.kind === 'audio')
      const inSound = sender?.dtmf?.canInsertDTMF === true
      session.sendDTMF(tone, { transportType: inSound ? sip.C.DTMF_TRANSPORT.RFC2833 : sip.C.DTMF_TRANSPORT.INFO })
    },
    close: () => {
      isClosed = true
      agent.stop()
      speaker.srcObject = null
    },
  }
}

/** Says whether the exchange hangs up because it could not agree on sound (Q.850, cause 88). */
function isIncompatible(message: EndEvent['message'] | null): boolean {
  return /;\s*cause=88\b/.test(message?.getHeader('Reason') ?? '')
}
