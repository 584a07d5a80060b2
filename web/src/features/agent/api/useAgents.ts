import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import type { components } from '@/api/schema'
import type { AgentsWish } from '@/api/types'
import { useStale } from '@/api/useStale'
import { useTopics } from '@/live/topics'

const PAGE = 50

/** The agents whom one leads, with what they do, kept live. */
export function useAgents(wish: AgentsWish) {
  useTopics('agents', 'calls')
  return useInfiniteQuery({
    queryKey: ['agents', 'list', wish],
    queryFn: async ({ pageParam }) => {
      const page = await answered(
        api.GET('/api/v1/agents', { params: { query: { ...wish, cursor: pageParam, limit: PAGE } } }),
      )
      return { ...page, items: page.items.map((one) => ({ ...one, id: one.person })) }
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** One agent with their last 24 hours. */
export function useAgent(person: string) {
  return useQuery({
    queryKey: ['agents', person],
    queryFn: () => answered(api.GET('/api/v1/agents/{person_id}', { params: { path: { person_id: person } } })),
  })
}

/** The skills and queues that can be given. */
export function useAgentOptions() {
  return useQuery({
    queryKey: ['agents', 'options'],
    queryFn: () => answered(api.GET('/api/v1/agents/options')),
  })
}

interface Of<T> {
  person: string
  body: T
}

type Schemas = components['schemas']

/** Changes what an agent does, can and serves. */
export function useAgentCommands() {
  const stale = useStale()
  const after = { onSuccess: () => stale(['agents']) }
  const path = (person: string) => ({ path: { person_id: person } })
  return {
    force: useMutation({
      mutationFn: ({ person, body }: Of<Schemas['ForceStateBody']>) =>
        answered(api.PUT('/api/v1/agents/{person_id}/state', { params: path(person), body })),
      ...after,
    }),
    skills: useMutation({
      mutationFn: ({ person, body }: Of<Schemas['SkillsBody']>) =>
        answered(api.PUT('/api/v1/agents/{person_id}/skills', { params: path(person), body })),
      ...after,
    }),
    tiers: useMutation({
      mutationFn: ({ person, body }: Of<Schemas['TiersBody']>) =>
        answered(api.PUT('/api/v1/agents/{person_id}/tiers', { params: path(person), body })),
      ...after,
    }),
  }
}

export type Supervising = 'listen' | 'whisper' | 'barge'

/** Listens in on a call, whispers to its agent, or speaks with both. */
export function useSupervise() {
  return useMutation({
    mutationFn: ({ call, verb, reason }: { call: string; verb: Supervising; reason: string }) =>
      answered(
        // Each has a path of its own, and all are alike.
        api.POST(`/api/v1/calls/{call_id}/${verb}` as '/api/v1/calls/{call_id}/listen', {
          params: { path: { call_id: call } },
          body: { reason },
        }),
      ),
  })
}
