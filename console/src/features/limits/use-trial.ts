import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type * as z from 'zod'
import type { simulationJobSchema } from '#domain/api/quality.ts'
import type { Api } from '../../shared/api.ts'

export type TrialJob = z.infer<typeof simulationJobSchema>

const askEveryMs = 1_000

/** A trial of limits on the past: begun, then asked for every second until it has ended. Another one, or `reset`, lets go of it. */
export function useTrial(api: Api, scenario: string) {
  const [job, setJob] = useState<TrialJob>()
  const begun = useRef(0)
  const at = `/v1/scenarios/${scenario}/simulate`
  // Who closes the dialog does not wait any more; the job goes on and is kept for a day.
  useEffect(() => () => void begun.current++, [])
  const trial = useMutation({
    mutationFn: async (asked: { limits: unknown; from: string; to: string }) => {
      const turn = ++begun.current
      let latest = await api.post<TrialJob>(at, asked)
      while (latest.state === 'running' && turn === begun.current) {
        setJob(latest)
        await new Promise((resolve) => setTimeout(resolve, askEveryMs))
        latest = await api.get<TrialJob>(`${at}/jobs/${latest.id}`)
      }
      if (turn === begun.current) setJob(latest)
    },
  })
  return {
    job,
    error: trial.error,
    isPending: trial.isPending,
    begin(asked: { limits: unknown; from: string; to: string }) {
      setJob(undefined)
      trial.mutate(asked)
    },
    reset() {
      begun.current++
      setJob(undefined)
      trial.reset()
    },
  }
}
