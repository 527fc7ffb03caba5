using System.Numerics;
using System.Runtime.InteropServices;
using NpyIO.Cli.Output;

namespace NpyIO.Cli.Values;

/// <summary>Writes integers, which are the same in every style.</summary>
internal sealed class IntegerWriter<T> : ValueWriter
    where T : unmanaged, IBinaryInteger<T>
{
    internal override void Write(ReadOnlySpan<byte> item, Utf8Writer output) => output.WriteFormatted(MemoryMarshal.Read<T>(item));
}
