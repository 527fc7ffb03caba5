using Microsoft.Win32.SafeHandles;

namespace NpyIO.Tests.Support;

/// <summary>Keeps what is written to files, and where.</summary>
internal sealed class RecordingCalls : FaultyCalls
{
    internal List<(long Offset, byte[] Bytes)> Writes { get; } = [];

    internal override void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
    {
        Writes.Add((offset, bytes.ToArray()));
        base.Write(file, bytes, offset);
    }
}
