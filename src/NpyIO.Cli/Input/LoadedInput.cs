namespace NpyIO.Cli.Input;

/// <summary>An array in memory.</summary>
internal sealed class LoadedInput(NdArray array) : InputArray
{
    internal override DType DType => array.DType;

    internal override ReadOnlySpan<long> Shape => array.Shape;

    internal override long Count => array.Count;

    internal override long NBytes => array.NBytes;

    internal override bool FortranOrder => array.IsFortranContiguous && !array.IsCContiguous;

    internal override InputArray this[ReadOnlySpan<Slice> index] => new LoadedInput(array[index]);

    protected override int RowAxis => FortranOrder ? Rank - 1 : 0;

    internal override NdArray Load() => array;
}
