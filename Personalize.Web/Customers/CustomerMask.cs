using Personalize.Data.Accounts;

namespace Personalize.Web.Customers;

/// <summary>The personal fields of a customer, and who does not get to see them.</summary>
internal static class CustomerMask
{
    /// <summary>What stands in place of a hidden value.</summary>
    public const string Dots = "•••";

    /// <summary>As they are called on the wire.</summary>
    public static readonly IReadOnlyList<string> Fields = ["age", "gender", "social_media_activity"];

    public static readonly string Title = $"Hidden: the role {RoleRights.LeastWith(Right.ViewPersonalData)} sees it";

    public static CustomerView Apply(CustomerView view, Actor actor) => actor.May(Right.ViewPersonalData)
        ? view
        : view with { Age = null, Gender = null, SocialMediaActivity = null, MaskedFields = Fields };

    /// <summary>A filter or an order by a hidden value would tell it after a few questions.</summary>
    /// <exception cref="RightMissingException">The actor does not see what they filter or sort by.</exception>
    public static void DemandFor(Actor actor, CustomerFilter filter, CustomerSort sort)
    {
        if (UsesHidden(filter) || UsesHidden(sort))
            actor.Demand(Right.ViewPersonalData);
    }

    /// <summary>The same list without what a person may not filter or sort by.</summary>
    public static CustomerQuery WithoutHidden(CustomerQuery query) => query with
    {
        Filter = query.Filter with { Gender = null, MinAge = null, MaxAge = null },
        Sort = UsesHidden(query.Sort) ? CustomerSort.CustomerId : query.Sort,
    };

    private static bool UsesHidden(CustomerFilter filter) => filter is not { Gender: null, MinAge: null, MaxAge: null };

    private static bool UsesHidden(CustomerSort sort) => sort == CustomerSort.Age;
}
