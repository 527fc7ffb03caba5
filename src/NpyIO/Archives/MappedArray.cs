namespace NpyIO;

/// <summary>An array that lies in a mapped file.</summary>
public sealed class MappedArray : IDisposable
{
    /// <summary>The array, as long as this is not disposed.</summary>
    public NdArray Array => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
