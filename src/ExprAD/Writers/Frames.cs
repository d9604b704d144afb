using System.Buffers;
using System.Runtime.CompilerServices;

namespace ExprAD.Writers;

/// <summary>
/// Where split code keeps the values that pass from one part to the next: an array for each type, borrowed for a call, so that
/// nothing is allocated. A call that ends with an exception does not give its frames back; they are garbage then.
/// </summary>
internal static class Frames
{
    internal static T[] Rent<T>(int size) => ArrayPool<T>.Shared.Rent(size);

    internal static void Return<T>(T[] frame) =>
        ArrayPool<T>.Shared.Return(frame, clearArray: RuntimeHelpers.IsReferenceOrContainsReferences<T>());
}
