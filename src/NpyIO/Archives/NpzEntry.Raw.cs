namespace NpyIO;

public sealed partial class NpzEntry
{
    /// <summary>Opens the data as a stream.</summary>
    public Stream OpenRaw() => throw new NotImplementedException();

    /// <summary>The data.</summary>
    public byte[] ReadRaw() => throw new NotImplementedException();
}
