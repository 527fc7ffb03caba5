namespace NpyIO.Cli.Input;

/// <summary>An array in a file or an archive. Closes <paramref name="owned"/>.</summary>
internal sealed class StoredInput(StoredArray array, IDisposable? owned) : InputArray
{
    internal StoredArray Array => array;

    internal override DType DType => array.DType;

    internal override ReadOnlySpan<long> Shape => array.Shape;

    internal override long Count => array.Count;

    internal override long NBytes => array.NBytes;

    internal override bool FortranOrder => !InputFile.IsInCOrder(array.Header.FortranOrder, array.Shape);

    internal override InputArray this[ReadOnlySpan<Slice> index] => new StoredInput(array[index], owned: null);

    protected override int RowAxis => array.RowAxis;

    internal override NdArray Load() => array.Load();

    internal override InputArray Take(ReadOnlySpan<Slice> index) => new StoredInput(array[index], owned);

    public override void Dispose()
    {
        owned?.Dispose();
        base.Dispose();
    }

    protected override IEnumerable<NdArray> Blocks(long rows) => array.Blocks(rows);
}
