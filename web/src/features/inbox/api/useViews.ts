import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import type { SavedView, ViewBody } from '@/api/types'

const KEY = ['views']

/** The saved views that one sees. */
export function useViews() {
  return useQuery({ queryKey: KEY, queryFn: () => answered(api.GET('/api/v1/views')) })
}

/** Saves, changes and removes views. */
export function useViewCommands() {
  const client = useQueryClient()
  const onSuccess = () => client.invalidateQueries({ queryKey: KEY })
  return {
    make: useMutation({
      mutationFn: (body: ViewBody) => answered(api.POST('/api/v1/views', { body })),
      onSuccess,
    }),
    change: useMutation({
      mutationFn: ({ view, body }: { view: SavedView; body: ViewBody }) =>
        answered(
          api.PUT('/api/v1/views/{view_id}', {
            params: { path: { view_id: view.id } },
            body: { ...body, revision: view.revision },
          }),
        ),
      onSuccess,
    }),
    remove: useMutation({
      mutationFn: (view: SavedView) =>
        answered(api.DELETE('/api/v1/views/{view_id}', { params: { path: { view_id: view.id } } })),
      onSuccess,
    }),
  }
}
