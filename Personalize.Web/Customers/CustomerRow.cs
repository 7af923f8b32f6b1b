using System.Diagnostics.CodeAnalysis;

namespace Personalize.Web.Customers;

/// <summary>One row of the grid. Equal by id, so that a refresh keeps the element, its focus and the open editor.</summary>
public sealed class CustomerRow(CustomerView view, int index) : IEquatable<CustomerRow>
{
    public int Id { get; } = view.Id;

    /// <summary>Position in the whole list, from 0.</summary>
    public int Index { get; set; } = index;
    public CustomerView View { get; private set; } = view;

    /// <summary>Deleted by somebody else; stays in place until the list is loaded again.</summary>
    public bool Gone { get; set; }

    /// <summary>How often others changed it since the list was loaded; its parity restarts the flash.</summary>
    public int Changes { get; private set; }
    public DateTimeOffset? ChangedAt { get; private set; }

    /// <summary>Takes the newest values without counting them as somebody else's change.</summary>
    public void Refresh(CustomerView view) => View = view;

    public void ChangedByOthers(CustomerView view, DateTimeOffset at)
    {
        View = view;
        ChangedAt = at;
        Changes++;
    }

    public bool Equals(CustomerRow? other) => other is not null && other.Id == Id;

    public override bool Equals(object? obj) => Equals(obj as CustomerRow);

    public override int GetHashCode() => Id;
}

/// <summary>One static instance for the grid: a new one per render would rebuild its selection.</summary>
internal sealed class CustomerRowComparer : IEqualityComparer<CustomerRow>
{
    public static readonly CustomerRowComparer Instance = new();

    public bool Equals(CustomerRow? x, CustomerRow? y) => x?.Id == y?.Id;

    public int GetHashCode([DisallowNull] CustomerRow obj) => obj.Id;
}
