namespace Awsnet.Components.Myops;

/// <summary>What colors of pictures mean.</summary>
internal static class Legend
{
    public static Html Contours { get; } = new(
        "<span class=\"key\"><i class=\"scar\"></i>scar</span> <span class=\"key\"><i class=\"edema\"></i>edema</span> " +
        "<span class=\"key\"><i class=\"ventricle\"></i>left ventricle</span>");

    public static Html Heat { get; } = new("<span class=\"key\"><i class=\"heat\"></i></span>");
}
