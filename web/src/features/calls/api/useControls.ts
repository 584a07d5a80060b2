import { useMutation, useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import type { components } from '@/api/schema'
import type { Verb } from '@/api/types'
import { useStale } from '@/api/useStale'
import { useTopics } from '@/live/topics'

type HandingOn = components['schemas']['TransferBody']
/** Verbs that need nothing but the call. */
export type PlainVerb = Exclude<Verb, 'dial' | 'transfer' | 'consult' | 'listen' | 'whisper' | 'barge'>

/** What was wanted of a call and how it stands for me, kept live. */
export function useCallControls(callId: string, enabled: boolean) {
  useTopics(...(enabled ? [`call:${callId}`] : []))
  return useQuery({
    queryKey: ['call', callId, 'controls'],
    queryFn: () => answered(api.GET('/api/v1/calls/{call_id}/controls', { params: { path: { call_id: callId } } })),
    enabled,
  })
}

/** A control and what became of it, kept live. */
export function useControl(controlId: string) {
  useTopics(`control:${controlId}`)
  return useQuery({
    queryKey: ['control', controlId],
    queryFn: () => answered(api.GET('/api/v1/controls/{control_id}', { params: { path: { control_id: controlId } } })),
  })
}

/** Has the telephone do something in a call. */
export function usePress() {
  const stale = useStale()
  return useMutation({
    mutationFn: ({ call, verb }: { call: string; verb: PlainVerb }) =>
      answered(
        // Every plain verb has a path of its own, and all are alike.
        api.POST(`/api/v1/calls/{call_id}/${verb}` as '/api/v1/calls/{call_id}/hold', {
          params: { path: { call_id: call } },
        }),
      ),
    onSettled: (_answer, _problem, { call }) => stale(['call', call]),
  })
}

/** Hands a call on, at once or after a consultation. */
export function useHandOn() {
  const stale = useStale()
  return useMutation({
    mutationFn: ({ call, verb, body }: { call: string; verb: 'transfer' | 'consult'; body: HandingOn }) => {
      const options = { params: { path: { call_id: call } }, body }
      return answered(
        verb === 'transfer'
          ? api.POST('/api/v1/calls/{call_id}/transfer', options)
          : api.POST('/api/v1/calls/{call_id}/consult', options),
      )
    },
    onSettled: (_answer, _problem, { call }) => stale(['call', call]),
  })
}

/** What is dialled: a number, or whoever told an order. */
export type Dialled = { number: string } | { order: string }

/** Has somebody dialled; one's own telephone rings first. */
export function useDial() {
  return useMutation({
    mutationFn: (what: Dialled) =>
      answered(
        'order' in what
          ? api.POST('/api/v1/orders/{order_id}/dial', { params: { path: { order_id: what.order } } })
          : api.POST('/api/v1/dial', { body: { number: what.number } }),
      ),
  })
}

/** To whom a call can be handed on. */
export function useReceivers(text: string) {
  return useQuery({
    queryKey: ['call-receivers', text],
    queryFn: () =>
      answered(api.GET('/api/v1/calls/receivers', { params: { query: text === '' ? {} : { text } } })),
    refetchInterval: 5000,
  })
}
