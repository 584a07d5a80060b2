import { useMutation } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import type { components } from '@/api/schema'
import { useStale } from '@/api/useStale'

type Bodies = components['schemas']
const header = () => ({ 'Idempotency-Key': newKey() })

/** What can be created in the organisation. */
export function useCreate() {
  const stale = useStale()
  const onSuccess = () => stale(['organisation'], ['administration'], ['tiers'])
  return {
    tier: useMutation({
      mutationFn: (body: Bodies['CreateTierBody']) =>
        answered(api.POST('/api/v1/organisation/tiers', { params: { header: header() }, body })),
      onSuccess,
    }),
    department: useMutation({
      mutationFn: (body: Bodies['CreateDepartmentBody']) =>
        answered(api.POST('/api/v1/organisation/departments', { params: { header: header() }, body })),
      onSuccess,
    }),
    person: useMutation({
      mutationFn: (body: Bodies['CreatePersonBody']) =>
        answered(api.POST('/api/v1/organisation/people', { params: { header: header() }, body })),
      onSuccess,
    }),
    place: useMutation({
      mutationFn: ({ person, ...body }: Bodies['AddMembershipBody'] & { person: string }) =>
        answered(
          api.POST('/api/v1/organisation/people/{person_id}/places', {
            params: { path: { person_id: person }, header: header() },
            body,
          }),
        ),
      onSuccess,
    }),
    territory: useMutation({
      mutationFn: (body: Bodies['CreateAreaBody']) =>
        answered(api.POST('/api/v1/organisation/territories', { params: { header: header() }, body })),
      onSuccess,
    }),
    unit: useMutation({
      mutationFn: (body: Bodies['CreateAreaBody']) =>
        answered(api.POST('/api/v1/organisation/supply-units', { params: { header: header() }, body })),
      onSuccess,
    }),
  }
}

/** What can be changed of a tier, department, person or supply unit; each at the revision that was read. */
export function useChange(id: string) {
  const stale = useStale()
  const onSuccess = () => stale(['organisation'], ['administration'], ['tiers'])
  return {
    tier: useMutation({
      mutationFn: (body: Bodies['ChangeTierBody']) =>
        answered(api.PUT('/api/v1/organisation/tiers/{tier_id}', { params: { path: { tier_id: id } }, body })),
      onSuccess,
    }),
    department: useMutation({
      mutationFn: (body: Bodies['ChangeDepartmentBody']) =>
        answered(
          api.PUT('/api/v1/organisation/departments/{department_id}', {
            params: { path: { department_id: id } },
            body,
          }),
        ),
      onSuccess,
    }),
    unit: useMutation({
      mutationFn: (body: Bodies['ChangeSupplyUnitBody']) =>
        answered(
          api.POST('/api/v1/organisation/supply-units/{unit_id}/change', {
            params: { path: { unit_id: id }, header: header() },
            body,
          }),
        ),
      onSuccess,
    }),
    person: useMutation({
      mutationFn: (body: Bodies['ChangePersonBody']) =>
        answered(api.PUT('/api/v1/organisation/people/{person_id}', { params: { path: { person_id: id } }, body })),
      onSuccess,
    }),
  }
}
