import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import type { OrganisationList, OrganisationWish } from '@/api/types'
import { useTopics } from '@/live/topics'
import { useLanguage } from '@/words'

const PAGE = 50

type Query = OrganisationWish & { cursor?: string; limit?: number; department_id?: string }

const READ = {
  tiers: (query: Query) => answered(api.GET('/api/v1/organisation/tiers', { params: { query } })),
  departments: (query: Query) => answered(api.GET('/api/v1/organisation/departments', { params: { query } })),
  people: (query: Query) => answered(api.GET('/api/v1/organisation/people', { params: { query } })),
  territories: (query: Query) => answered(api.GET('/api/v1/organisation/territories', { params: { query } })),
  'supply-units': (query: Query) => answered(api.GET('/api/v1/organisation/supply-units', { params: { query } })),
} as const

type Answer<W extends OrganisationList> = Awaited<ReturnType<(typeof READ)[W]>>

/** One of the organisation's lists, page by page. */
export function useOrganisation<W extends OrganisationList>(which: W, wish: OrganisationWish) {
  useTopics('administration')
  return useInfiniteQuery({
    queryKey: ['organisation', which, wish],
    queryFn: ({ pageParam }) => READ[which]({ ...wish, cursor: pageParam, limit: PAGE }) as Promise<Answer<W>>,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

interface Choice {
  id: string
  name: string
  tier_name?: string
}

/** What can be chosen of a list while somebody types: the first that fit; of people, those of a department. */
export function useChoices(which: 'tiers' | 'departments' | 'people', text: string, departmentId?: string) {
  const query = useQuery({
    queryKey: ['organisation', which, 'choices', text, departmentId],
    queryFn: async (): Promise<Choice[]> => {
      const wish = { text: text === '' ? undefined : text, limit: 30 }
      const page = await (which === 'people' ? READ.people({ ...wish, department_id: departmentId }) : READ[which](wish))
      return page.items
    },
  })
  const items = query.data ?? []
  return {
    options: items.map((one) => ({
      value: one.id,
      label: one.tier_name === undefined ? one.name : `${one.name} · ${one.tier_name}`,
    })),
    isReading: query.isFetching,
  }
}

/** The words that tiers, departments, roles and posts may have, as choices in the person's language. */
export function useOrganisationWords() {
  const { language } = useLanguage()
  const { data } = useQuery({
    queryKey: ['organisation', 'vocabulary'],
    queryFn: () => answered(api.GET('/api/v1/organisation/vocabulary')),
    staleTime: Infinity,
  })
  const choices = (words: { word: string; zh: string; en: string }[] = []) =>
    words.map((one) => ({ value: one.word, label: one[language] }))
  const all = [data?.tier_kinds, data?.department_kinds, data?.roles, data?.posts]
  return {
    tierKinds: choices(all[0]),
    departmentKinds: choices(all[1]),
    roles: choices(all[2]),
    posts: choices(all[3]),
    nameOf: (list: { value: string; label: string }[], word: string | null) =>
      list.find((one) => one.value === word)?.label ?? word ?? '',
  }
}
