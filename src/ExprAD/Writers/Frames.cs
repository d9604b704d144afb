using System.Buffers;

namespace ExprAD.Writers;

/// <summary>Where split code keeps the values that pass from one part to the next; borrowed for a call, so that nothing is allocated.</summary>
internal static class Frames
{
    internal static T[] Rent<T>(int size) => ArrayPool<T>.Shared.Rent(size);

    internal static void Return<T>(T[] frame, bool clear) => ArrayPool<T>.Shared.Return(frame, clear);
}
