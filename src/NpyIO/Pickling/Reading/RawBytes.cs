using System.Runtime.InteropServices;
using NpyIO.Arrays;

namespace NpyIO.Pickling;

/// <summary>
/// Bytes in their own memory that may become an array without a copy: a bytearray, an out-of-band buffer, or bytes too long for a <c>byte[]</c>. If no array takes them, they become a
/// <c>byte[]</c> or a list of bytes.
/// </summary>
/// <param name="memory">The memory.</param>
/// <param name="isByteArray">Whether it is a <c>bytearray</c>; otherwise it is <c>bytes</c>.</param>
internal sealed class RawBytes(ArrayMemory memory, bool isByteArray) : Placeholder
{
    private object? _value;

    internal ArrayMemory Memory => memory;

    internal bool IsByteArray => isByteArray;

    internal override object Settle(PickleMachine machine) => _value ??= Copy(machine);

    private object Copy(PickleMachine machine)
    {
        if (memory.Length > Array.MaxLength)
            PickleThrow.PickledBytesTooLong(machine.Position, memory.Length);
        ReadOnlySpan<byte> bytes = MemoryMarshal.CreateReadOnlySpan(ref memory.Origin, (int)memory.Length);
        object value = isByteArray ? ListOf(bytes) : bytes.ToArray();
        GC.KeepAlive(memory);
        return value;
    }

    private static List<byte> ListOf(ReadOnlySpan<byte> bytes)
    {
        List<byte> list = new(bytes.Length);
        list.AddRange(bytes);
        return list;
    }
}
