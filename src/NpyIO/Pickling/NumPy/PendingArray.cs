using NpyIO.Errors;

namespace NpyIO.Pickling;

/// <summary>An array before BUILD gives it <c>(version, shape, dtype, is_fortran, data)</c>. The oldest pickles lack the version.</summary>
/// <param name="type">The NumPy class of the array.</param>
internal sealed class PendingArray(PythonArrayClass type) : PendingObject
{
    private protected override object BuildFrom(PickleMachine machine, object? state)
    {
        if (state is not PickleTuple { Count: 4 or 5 } parts)
            return machine.Fail<object>("The state of an array is none", "a tuple of 5", Describe.Kind(state));
        int first = parts.Count - 4;
        if (first == 1 && machine.IntegerOf(parts[0], "The version of an array's state") is not (0 or 1))
            machine.Fail("The state of an array has a version that is not known", "1", $"{parts[0]}");
        return ArrayState.Build(machine, parts, first).WithClass(type);
    }
}
