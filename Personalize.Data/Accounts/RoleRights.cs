using System.Collections.Frozen;

namespace Personalize.Data.Accounts;

/// <summary>What each role may do. Each role may do all that the one before it may.</summary>
public static class RoleRights
{
    private static readonly FrozenSet<Right> Operator =
        FrozenSet.Create(Right.ViewDashboards, Right.ViewCustomers, Right.ViewRecommendations);

    private static readonly FrozenSet<Right> Analyst =
        Operator.Concat([Right.SendActivities, Right.EditItems, Right.ImportFiles, Right.ManageModels]).ToFrozenSet();

    private static readonly FrozenSet<Right> Admin = Enum.GetValues<Right>().ToFrozenSet();

    /// <exception cref="ArgumentOutOfRangeException">No such role.</exception>
    public static IReadOnlySet<Right> Of(AccountRole role) => role switch
    {
        AccountRole.Operator => Operator,
        AccountRole.Analyst => Analyst,
        AccountRole.Admin => Admin,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Known roles are Operator, Analyst and Admin."),
    };

    /// <returns>The role with the least rights that has the right: who can help a caller that lacks it.</returns>
    public static AccountRole LeastWith(Right right) =>
        Enum.GetValues<AccountRole>().First(role => Of(role).Contains(right));
}
