namespace NpyIO.Zip;

/// <summary>Combines the CRC-32 of two adjacent byte runs, so that pieces can be checked by several threads and in any order.</summary>
/// <remarks>
/// A CRC is a polynomial over GF(2) modulo the one of IEEE 802.3. Appending n zero bytes multiplies it by x^(8n), and the pre- and post-inversions of the two runs cancel out.
/// Polynomials are represented as in the CRC itself: bit 31 is x^0.
/// </remarks>
internal static class Crc32Combination
{
    /// <summary>The polynomial of IEEE 802.3, without its highest term.</summary>
    private const uint Polynomial = 0xEDB88320;

    private const uint One = 0x80000000;

    /// <summary>Index in <see cref="Powers"/> for one byte, which is 2^3 bits.</summary>
    private const int FirstOfByte = 3;

    /// <summary>x^(2^k), enough for 2^63 bytes.</summary>
    private static readonly uint[] Powers = MakePowers();

    internal static uint Combine(uint first, uint second, long secondLength)
    {
        uint shift = One;
        for (int power = FirstOfByte; secondLength != 0; power++, secondLength >>= 1)
        {
            if ((secondLength & 1) != 0)
                shift = Multiply(Powers[power], shift);
        }

        return Multiply(shift, first) ^ second;
    }

    private static uint[] MakePowers()
    {
        var powers = new uint[FirstOfByte + 63];
        powers[0] = One >> 1;
        for (int i = 1; i < powers.Length; i++)
            powers[i] = Multiply(powers[i - 1], powers[i - 1]);
        return powers;
    }

    private static uint Multiply(uint a, uint b)
    {
        uint product = 0;
        for (uint bit = One; bit != 0; bit >>= 1)
        {
            if ((a & bit) != 0)
                product ^= b;
            b = (b & 1) != 0 ? (b >> 1) ^ Polynomial : b >> 1;
        }

        return product;
    }
}
