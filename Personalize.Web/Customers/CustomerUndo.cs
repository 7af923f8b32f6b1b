using Personalize.Web.Hosting;

namespace Personalize.Web.Customers;

/// <summary>The change that brings a profile back to how it stood.</summary>
internal static class CustomerUndo
{
    public static CustomerChange Of(CustomerView before) => new()
    {
        Age = before.Age,
        Gender = before.Gender,
        Interests = new Given<IReadOnlyList<string>>(true, before.Interests),
        SocialMediaActivity = before.SocialMediaActivity,
    };
}
