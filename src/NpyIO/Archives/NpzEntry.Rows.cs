namespace NpyIO;

public sealed partial class NpzEntry
{
    /// <summary>Loads some rows of the array.</summary>
    public NdArray LoadRows(long start, long count, NpyReadOptions? options = null) => throw new NotImplementedException();
}
