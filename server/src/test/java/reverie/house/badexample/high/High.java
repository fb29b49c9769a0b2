package reverie.house.badexample.high;

public class High {}
