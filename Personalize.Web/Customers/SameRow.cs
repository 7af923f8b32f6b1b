using MudBlazor.Utilities.Clone;

namespace Personalize.Web.Customers;

/// <summary>The grid need not copy a row before it is edited: what is typed lives in a <see cref="CustomerDraft"/>.</summary>
internal sealed class SameRow : ICloneStrategy<CustomerRow>
{
    public static readonly SameRow Instance = new();

    public CustomerRow CloneObject(CustomerRow item) => item;
}
