namespace NpyIO.IO;

/// <summary>A destination of sequential bytes: a file, a stream or a buffer. The only interface between the writers and their destinations.</summary>
internal abstract class ByteSink
{
    /// <summary>Whether written bytes can be changed by <see cref="WriteAt"/>, <see cref="Rewind"/> and <see cref="Truncate"/>.</summary>
    internal virtual bool CanPatch => false;

    /// <summary>Whether <see cref="WriteAt"/> can write at any offset, even beyond the end, and on several threads at once.</summary>
    internal virtual bool IsPositional => false;

    internal abstract void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Like <see cref="Write"/>; awaits a stream. Memory is written at once, and so is a file, since every verb that opens one runs on a pool thread.</summary>
    internal abstract ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Overwrites bytes. The offset is in bytes from the first one written; the next <see cref="Write"/> still appends at the end.</summary>
    internal virtual void WriteAt(long offset, ReadOnlySpan<byte> bytes) => throw new NotSupportedException();

    internal virtual ValueTask WriteAtAsync(long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Moves back to an offset, where the next <see cref="Write"/> begins.</summary>
    internal virtual void Rewind(long offset) => throw new NotSupportedException();

    internal virtual void Truncate(long length) => throw new NotSupportedException();

    /// <summary>Announces that the content will reach an offset soon, so that room can be made at once.</summary>
    internal virtual void Expect(long end)
    {
    }
}
