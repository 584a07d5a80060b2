import { useMutation, useQuery } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import { useStale } from '@/api/useStale'

const PAGE = 50

/** Of which call or order the recordings are. */
export type Whose = { call: string } | { order: string }

/** The recordings of a call or an order that one may hear; they are read anew with it. */
export function useRecordings(whose: Whose, enabled: boolean) {
  return useQuery({
    queryKey: 'call' in whose ? ['call', whose.call, 'recordings'] : ['order', whose.order, 'recordings'],
    queryFn: () => answered(api.GET('/api/v1/recordings', { params: { query: { ...whose, limit: PAGE } } })),
    enabled,
  })
}

/** How a recording looks. */
export function useWaveform(recording: string) {
  return useQuery({
    queryKey: ['recording', recording, 'waveform'],
    queryFn: () =>
      answered(api.GET('/api/v1/recordings/{recording_id}/waveform', { params: { path: { recording_id: recording } } })),
    retry: false,
  })
}

/** Who has listened to a recording, the newest first; for auditors. */
export function usePlays(recording: string) {
  return useQuery({
    queryKey: ['recording', recording, 'plays'],
    queryFn: () =>
      answered(
        api.GET('/api/v1/recordings/{recording_id}/plays', {
          params: { path: { recording_id: recording }, query: { limit: PAGE } },
        }),
      ),
    // Somebody may be listening just now.
    staleTime: 0,
  })
}

/** Holds a recording, or releases it. */
export function useHoldRecording(recording: string) {
  const stale = useStale()
  return useMutation({
    mutationFn: ({ reason, hold }: { reason: string; hold: boolean }) => {
      const params = { path: { recording_id: recording }, header: { 'Idempotency-Key': newKey() } }
      return answered(
        hold
          ? api.POST('/api/v1/recordings/{recording_id}/hold', { params, body: { reason } })
          : api.POST('/api/v1/recordings/{recording_id}/release', { params, body: { reason } }),
      )
    },
    onSuccess: () => stale(['call'], ['order']),
  })
}

/** Where the sound is: it comes in parts, and each listening is recorded there. */
export function contentAddress(recording: string): string {
  return `/api/v1/recordings/${recording}/content`
}
