/** The few packets of MQTT 3.1.1 a load generator needs; a full client would cost more than the broker it measures. */

export function connectPacket(clientId: string, username: string, password: string): Buffer {
  const fields = [text('MQTT'), Buffer.from([4, 0b1100_0010, 0, 0]), text(clientId), text(username), text(password)]
  return packet(0x10, Buffer.concat(fields))
}

export function publishPacket(topic: Buffer, packetId: number, payload: Buffer): Buffer {
  const head = Buffer.allocUnsafe(2)
  head.writeUInt16BE(packetId)
  return packet(0x32, Buffer.concat([topic, head, payload]))
}

export function subscribePacket(topic: string): Buffer {
  return packet(0x82, Buffer.concat([Buffer.from([0, 1]), text(topic), Buffer.from([0])]))
}

/** UTF-8 with its length before it. */
export function text(value: string): Buffer {
  const bytes = Buffer.from(value)
  const length = Buffer.allocUnsafe(2)
  length.writeUInt16BE(bytes.byteLength)
  return Buffer.concat([length, bytes])
}

/** Cuts a byte stream into packets: `onPacket(type, body)`. */
export function packetReader(onPacket: (type: number, body: Buffer) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0)
  return (chunk) => {
    rest = rest.byteLength === 0 ? chunk : Buffer.concat([rest, chunk])
    for (;;) {
      const length = remainingLength(rest)
      if (!length || rest.byteLength < length.headBytes + length.value) return
      onPacket(rest.readUInt8(0), rest.subarray(length.headBytes, length.headBytes + length.value))
      rest = rest.subarray(length.headBytes + length.value)
    }
  }
}

function packet(type: number, body: Buffer): Buffer {
  const length: number[] = []
  let left = body.byteLength
  do {
    length.push((left % 128) | (left >= 128 ? 0x80 : 0))
    left = Math.floor(left / 128)
  } while (left > 0)
  return Buffer.concat([Buffer.from([type, ...length]), body])
}

function remainingLength(bytes: Buffer): { value: number; headBytes: number } | undefined {
  let value = 0
  for (let index = 1; index <= 4 && index < bytes.byteLength; index++) {
    const byte = bytes.readUInt8(index)
    value += (byte & 0x7f) * 128 ** (index - 1)
    if ((byte & 0x80) === 0) return { value, headBytes: index + 1 }
  }
  return undefined
}
