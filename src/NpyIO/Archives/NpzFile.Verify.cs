namespace NpyIO;

public sealed partial class NpzFile
{
    /// <summary>Reads all of every member: each CRC, each header, each length; gives what is wrong, nothing where all is sound.</summary>
    public IReadOnlyList<NpyFormatException> Verify(NpyReadOptions? options = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();
}
