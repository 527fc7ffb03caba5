namespace NpyIO.IO;

/// <summary>A caller's <see cref="ByteSource"/>, of the length that it had when this was made.</summary>
internal sealed class GivenSource(ByteSource source) : PayloadSource
{
    internal override long Length { get; } = FileThrow.LengthOf(source);

    internal override bool IsPositional => true;

    internal override bool IsAwaited => true;

    internal override bool IsConcurrent => true;

    internal override int Read(long offset, Span<byte> destination)
    {
        destination = destination[..CountOf(offset, destination.Length)];
        return destination.IsEmpty ? 0 : StreamSource.Checked(source.Read(offset, destination), destination.Length);
    }

    internal override async ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        destination = destination[..CountOf(offset, destination.Length)];
        return destination.IsEmpty ? 0 : StreamSource.Checked(await source.ReadAsync(offset, destination, cancellationToken).ConfigureAwait(false), destination.Length);
    }

    private int CountOf(long offset, int wanted) => (int)Math.Clamp(Length - offset, 0, wanted);
}
