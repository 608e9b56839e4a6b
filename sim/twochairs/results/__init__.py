"""Result folders: how they are written, how they are read, and the pictures made from them."""
