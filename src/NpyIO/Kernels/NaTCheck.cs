using System.Runtime.InteropServices;

namespace NpyIO.Kernels;

/// <summary>Finds NaT, which no integer is, and the counts that another check finds.</summary>
internal sealed class NaTCheck(LossCheck? others) : LossCheck
{
    internal override int FirstLost(ReadOnlySpan<byte> elements)
    {
        int missing = MemoryMarshal.Cast<byte, long>(elements).IndexOf(Datetime64.NaTValue);
        int end = missing < 0 ? elements.Length / sizeof(long) : missing;
        return others?.FirstLost(elements[..(end * sizeof(long))]) ?? end;
    }
}
