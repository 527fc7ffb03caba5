using System.Runtime.InteropServices;

namespace NpyIO.Kernels;

/// <summary>Finds the counts that a conversion of units would lose: those that overflow and, if no digit may be lost, those that are not whole.</summary>
internal sealed class TimeLossCheck(TimeCast cast, Casting casting) : LossCheck
{
    internal override int FirstLost(ReadOnlySpan<byte> elements)
    {
        ReadOnlySpan<long> values = MemoryMarshal.Cast<byte, long>(elements);
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] != Datetime64.NaTValue && (!cast.TryConvert(values[i], out _, out bool isExact) || (casting == Casting.Checked && !isExact)))
                return i;
        }

        return values.Length;
    }
}
