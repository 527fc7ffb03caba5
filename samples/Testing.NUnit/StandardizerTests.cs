using NpyIO;
using NUnit.Framework;

namespace Samples.Testing;

public class StandardizerTests
{
    private static readonly double[,] Table = { { 1, 10 }, { 2, 20 }, { 6, 90 } };

    [Test]
    public void Standardize_Table_IsWhatNumPyComputes() =>
        NpyAssert.MatchesGolden(Standardizer.Standardize(Table), options: new CompareOptions { Rtol = 1e-12 });

    [TestCase(1)]
    [TestCase(1000)]
    public void Standardize_ScaledTable_IsWhatNumPyComputes(double scale)
    {
        double[,] scaled = { { scale, 10 }, { 2 * scale, 20 }, { 6 * scale, 90 } };
        NpyAssert.AllClose(Standardizer.Standardize(Table), Standardizer.Standardize(scaled), rtol: 1e-12);
    }

    [Test]
    public void Standardize_TableAndResult_AreThoseOfNumPy() => NpyAssert.MatchesGolden(
        [("table", Table), ("standardized", Standardizer.Standardize(Table))], "steps", new CompareOptions { Rtol = 1e-12 });

    [Test]
    [Category("FailsOnPurpose")]
    public void Equal_OtherValue_Fails() => NpyAssert.Equal(new[] { 1.0, 2, 3 }, new[] { 1.0, 2, 4 });

    [Test]
    [Category("FailsOnPurpose")]
    public void AllClose_OtherDType_Fails() => NpyAssert.AllClose(new[] { 1.0, 2, 3 }, new[] { 1f, 2, 3 });

    [Test]
    [Category("FailsOnPurpose")]
    public void MatchesGolden_NoFile_Fails() => NpyAssert.MatchesGolden(new[] { 1, 2, 3 });

    [Test]
    [Category("FailsOnPurpose")]
    public void MatchesGolden_OtherValues_Fails()
    {
        double[,] standardized = Standardizer.Standardize(Table);
        standardized[2, 1] = 0;
        NpyAssert.MatchesGolden(standardized, options: new CompareOptions { Rtol = 1e-12 });
    }

    [Test]
    [Category("FailsOnPurpose")]
    public void MatchesGolden_Twice_Fails()
    {
        try
        {
            NpyAssert.MatchesGolden(Table);
        }
        catch (NpyAssertException)
        {
        }

        NpyAssert.MatchesGolden(Table);
    }
}
