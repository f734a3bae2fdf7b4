import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt'
import type * as z from 'zod'
import type { credentialsSchema } from '#domain/api/device.ts'
import { ingestTopic, uplinkTopic } from '#domain/observation/topic.ts'

type Credentials = z.infer<typeof credentialsSchema>

/** A device with what it was given: a certificate for IoT Core (mutual TLS, port 8883), or a key for a laptop's broker. */
export function connectDevice(credentials: Credentials, mqttUrl: string | undefined): Promise<MqttClient> {
  const common: IClientOptions = { clientId: credentials.clientId, reconnectPeriod: 0, connectTimeout: 15_000 }
  if (credentials.type === 'certificate') {
    const { certificatePem: cert, privateKeyPem: key, endpoint } = credentials
    return connectAsync(mqttUrl ?? `mqtts://${endpoint}:8883`, { ...common, cert, key })
  }
  if (!mqttUrl) throw new Error('this county has a broker of its own: name its address, e.g. --mqtt mqtt://127.0.0.1:1883')
  return connectAsync(mqttUrl, { ...common, username: credentials.username, password: credentials.password })
}

/** In the cloud through Basic Ingest, as every device does; a laptop takes the plain topic as well. */
export function topicFor(credentials: Credentials, county: string, kind: string): string {
  const topic = credentials.type === 'certificate' ? ingestTopic : uplinkTopic
  return topic(county, kind, credentials.clientId)
}
