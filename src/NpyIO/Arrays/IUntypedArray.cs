namespace NpyIO.Arrays;

/// <summary>An array of some CLR type, for those who do not know the type.</summary>
internal interface IUntypedArray
{
    /// <summary>The array without its CLR type.</summary>
    NdArray ToNdArray();
}
