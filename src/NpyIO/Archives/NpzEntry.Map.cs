namespace NpyIO;

public sealed partial class NpzEntry
{
    /// <summary>Maps a stored array.</summary>
    public MappedArray Map() => throw new NotImplementedException();
}
