namespace ExprAD.Writers;

/// <summary>
/// The arrays that a derivative needs while it runs, kept from call to call. Each place in the code that makes arrays has a list of them, and takes them one
/// after the other, again from the first in the next call: where shapes do not change, nothing is allocated.
/// </summary>
/// <param name="sites">How many places there are.</param>
internal sealed class Workspace(int sites)
{
    private readonly List<Array>[] arrays = [.. Enumerable.Range(0, sites).Select(_ => new List<Array>())];
    private readonly int[] used = new int[sites];

    /// <summary>Begins a call.</summary>
    internal Workspace Start()
    {
        Array.Clear(used);
        return this;
    }

    /// <summary>An array of zeros.</summary>
    internal T[] Zeros<T>(int site, int length)
    {
        var list = arrays[site];
        var k = used[site]++;
        if (k == list.Count)
        {
            list.Add(new T[length]);
        }
        else if (list[k].Length != length)
        {
            list[k] = new T[length];
        }
        else
        {
            Array.Clear(list[k]);
        }

        return (T[])list[k];
    }

    /// <summary>An array with room for a number of elements: the same one, or a longer one.</summary>
    internal T[] Room<T>(int site, T[] array, int length) => length <= array.Length ? array : Zeros<T>(site, length);

    /// <summary>The array with room for one more element: the same one, or a longer one with its elements.</summary>
    internal T[] Grow<T>(int site, T[] array, int count)
    {
        if (count < array.Length)
        {
            return array;
        }

        var longer = Zeros<T>(site, Math.Max(4, 2 * count));
        Array.Copy(array, longer, count);
        return longer;
    }

    /// <summary>An array of the first elements of another one.</summary>
    internal T[] Trim<T>(int site, T[] array, int count)
    {
        if (count == array.Length)
        {
            return array;
        }

        var shorter = Zeros<T>(site, count);
        Array.Copy(array, shorter, count);
        return shorter;
    }
}

/// <summary>The workspaces of one derivative: as many as calls of it have run at the same time, but no more than there are processors.</summary>
/// <param name="sites">How many places in the code make arrays.</param>
internal sealed class Workspaces(int sites)
{
    private readonly Workspace?[] free = new Workspace?[Environment.ProcessorCount];

    internal Workspace Rent()
    {
        for (var i = 0; i < free.Length; i++)
        {
            if (free[i] is not null && Interlocked.Exchange(ref free[i], null) is { } workspace)
            {
                return workspace.Start();
            }
        }

        return new Workspace(sites);
    }

    /// <summary>Gives a workspace back. A call that ends with an exception does not; it is garbage then.</summary>
    internal void Return(Workspace workspace)
    {
        for (var i = 0; i < free.Length; i++)
        {
            if (free[i] is null && Interlocked.CompareExchange(ref free[i], workspace, null) is null)
            {
                return;
            }
        }
    }
}
